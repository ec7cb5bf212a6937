/** Where downloads are kept, outside the repository: FORWARD_PASS_CACHE, or the system's folder for caches. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { FORWARD_PASS_CACHE: ours, XDG_CACHE_HOME: system } = environment;
  if (ours) return ours;
  return join(system || join(homedir(), '.cache'), 'forward-pass');
}
