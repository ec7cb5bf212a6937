/**
 * Which ffmpeg encodes: FORWARD_PASS_FFMPEG, else `ffmpeg-static`, else `ffmpeg` on the PATH, else
 * the one inside `@ffmpeg-installer/ffmpeg`. A candidate counts only when it runs and has
 * x264.
 */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export type FfmpegSource =
  'FORWARD_PASS_FFMPEG' | 'ffmpeg-static' | 'PATH' | '@ffmpeg-installer/ffmpeg';

export interface ResolvedFfmpeg {
  readonly executable: string;
  readonly source: FfmpegSource;
  readonly version: string;
}

export interface Candidate {
  readonly source: FfmpegSource;
  readonly executable: string;
}

/** @throws ForwardPassError that names every place that was looked at. */
export async function resolveFfmpeg(
  candidates = places(process.env),
  probe = probeFfmpeg,
): Promise<ResolvedFfmpeg> {
  const failures: string[] = [];
  for (const { source, executable } of candidates) {
    try {
      return { source, executable, version: await probe(executable) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (source === 'FORWARD_PASS_FFMPEG') throw notUsable(executable, reason);
      failures.push(`${source}: ${reason}`);
    }
  }
  throw new ForwardPassError({
    what: 'no ffmpeg to encode with',
    expected: 'an ffmpeg with libx264',
    got: failures.join('; '),
    hint: `run \`${installCommand(process.platform)}\`, or set FORWARD_PASS_FFMPEG=/path/to/ffmpeg`,
  });
}

export function places(env: Readonly<Record<string, string | undefined>>): Candidate[] {
  const named = env['FORWARD_PASS_FFMPEG'];
  if (named) return [{ source: 'FORWARD_PASS_FFMPEG', executable: named }];
  const fixed = packaged('ffmpeg-static');
  const installer = packaged('@ffmpeg-installer/ffmpeg');
  return [
    ...(fixed ? [{ source: 'ffmpeg-static', executable: fixed } as const] : []),
    { source: 'PATH', executable: 'ffmpeg' },
    ...(installer ? [{ source: '@ffmpeg-installer/ffmpeg', executable: installer } as const] : []),
  ];
}

/** The path that a package names; the file itself may be absent where its download failed. */
function packaged(name: string): string | null {
  try {
    const exported: unknown = createRequire(import.meta.url)(name);
    if (typeof exported === 'string') return exported;
    return (exported as { path?: string } | null)?.path ?? null;
  } catch {
    return null;
  }
}

const run = promisify(execFile);

/** The version of an ffmpeg that can do what a film needs. */
async function probeFfmpeg(executable: string): Promise<string> {
  await makeExecutable(executable);
  const quiet = { maxBuffer: 2 ** 24, timeout: 30_000 };
  const [version, encoders] = await Promise.all([
    run(executable, ['-version'], quiet),
    run(executable, ['-hide_banner', '-encoders'], quiet),
  ]).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? 'not found' : `does not run (${error.code})`);
  });
  if (!/\blibx264\b/.test(encoders.stdout)) throw new Error('has no libx264');
  return /version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown';
}

/** npm may skip the install scripts that would have set the bit. */
async function makeExecutable(path: string) {
  if (!path.includes('node_modules')) return;
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755).catch(() => undefined));
}

const notUsable = (path: string, reason: string) =>
  new ForwardPassError({
    what: 'FORWARD_PASS_FFMPEG',
    expected: 'the path of an ffmpeg with libx264',
    got: `${path}: ${reason}`,
    hint: 'unset FORWARD_PASS_FFMPEG to use the bundled or an installed ffmpeg',
  });

function installCommand(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'brew install ffmpeg';
  if (platform === 'win32') return 'winget install Gyan.FFmpeg';
  return 'sudo apt-get install ffmpeg';
}
