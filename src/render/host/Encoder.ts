/** PNG frames in, one MP4 out: x264 behind a pipe. The same frames give the same bytes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { ApngStream, ticksPerFrame } from './ApngStream';
import type { Quality } from './quality';

export interface EncoderSettings {
  readonly ffmpeg: string;
  readonly quality: Quality;
  /** ffmetadata file with title and chapters. */
  readonly metadata: string;
  readonly movie: string;
  readonly frames: number;
}

export class Encoder {
  private readonly process: ChildProcess;
  private readonly stream = new ApngStream();
  private readonly exit: Promise<number | null>;
  private log = '';
  private held: Buffer | null = null;
  private hold = 0;

  public constructor(private readonly settings: EncoderSettings) {
    this.process = spawn(settings.ffmpeg, encoderArguments(settings), {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: process.platform !== 'win32', // a Ctrl-C reaches us; we end it
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log = (this.log + text).slice(-4000);
    });
    this.process.stdin?.on('error', () => undefined); // its end is told by the exit code
    this.exit = new Promise((resolve) => {
      this.process.once('error', (error) => {
        this.log += error.message;
        resolve(null);
      });
      this.process.once('close', resolve);
    });
  }

  /** The next frame; `null` repeats the one before. */
  public async frame(png: Buffer | null): Promise<void> {
    if (png) {
      await this.flush(this.hold);
      this.held = png;
      this.hold = 0;
    }
    this.hold++;
  }

  /** Resolves when the file is whole. @throws ForwardPassError with ffmpeg's last lines. */
  public async finish(): Promise<void> {
    await this.flush(this.hold);
    await this.flush(1); // some ffmpegs drop the last picture of a stream; this one is cut off
    await this.write(this.stream.end());
    this.process.stdin?.end();
    // Old ffmpegs end with 0 on a full disk.
    if ((await this.exit) !== 0 || diskFull.test(this.log)) throw this.failure();
  }

  /** Ends ffmpeg without a file. */
  public async abort(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exit;
  }

  private async flush(frames: number) {
    if (this.held && frames > 0) await this.write(this.stream.picture(this.held, frames));
  }

  private async write(bytes: Buffer) {
    const { stdin } = this.process;
    if (!stdin || stdin.destroyed || this.process.exitCode !== null) {
      await this.exit;
      throw this.failure();
    }
    if (stdin.write(bytes)) return;
    await Promise.race([once(stdin, 'drain'), this.exit]).catch(() => this.exit);
  }

  private failure() {
    const lines = this.log.trim().split('\n').slice(-3).join(' | ');
    return new ForwardPassError({
      what: `ffmpeg stopped while it wrote ${this.settings.movie}`,
      expected: 'a whole file',
      got: `${this.process.signalCode ?? `exit code ${this.process.exitCode}`}: ${lines}`,
      hint: diskFull.test(this.log) ? 'the disk is full' : 'npm run doctor checks ffmpeg',
    });
  }
}

const diskFull = /No space left/;
const color = 'range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';

export function encoderArguments({ quality, metadata, movie, frames }: EncoderSettings): string[] {
  const { fps, preset, crf } = quality;
  const filters = [
    `setpts=PTS/${ticksPerFrame}/(${fps}*TB)`,
    'scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int',
    'format=yuv420p',
    `setparams=${color}`,
    `fps=${fps}`,
  ];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    ...['-f', 'apng', '-i', 'pipe:0', '-f', 'ffmetadata', '-i', metadata],
    ...['-map', '0:v', '-map_metadata', '1', '-map_chapters', '1', '-vf', filters.join(',')],
    ...['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), '-threads', '2'],
    ...['-g', String(fps * 2), '-r', String(fps), '-pix_fmt', 'yuv420p'],
    ...['-frames:v', String(frames)],
    ...['-color_range', 'tv', '-colorspace', 'bt709'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', movie],
  ];
}
