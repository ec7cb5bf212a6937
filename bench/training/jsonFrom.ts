/** The JSON that a process of its own prints, which is given `input` to read; its complaints go to ours. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Process {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export async function jsonFrom<T>({ command, args, env = {}, input = '' }: Process): Promise<T> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${code ?? signal}`));
  });
  child.stdin.on('error', () => undefined); // one that ends early reads nothing
  child.stdin.end(input);
  const said = await text(child.stdout);
  const failure = await ended;
  if (failure) throw new Error(`${command} ${args.join(' ')}: ${failure}`);
  return JSON.parse(said) as T;
}
