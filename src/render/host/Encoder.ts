/** Pictures in, one MP4 out: x264 behind a pipe. The same pictures give the same bytes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { sizeOf, type Quality } from './quality';

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
  private readonly exit: Promise<number | null>;
  private log = '';

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

  /** The next frame, in yuv420p. */
  public async frame(picture: Buffer): Promise<void> {
    const { stdin } = this.process;
    if (!stdin || stdin.destroyed || this.process.exitCode !== null) {
      await this.exit;
      throw this.failure();
    }
    if (stdin.write(picture)) return;
    await Promise.race([once(stdin, 'drain'), this.exit]).catch(() => this.exit);
  }

  /** Resolves when the file is whole. @throws ForwardPassError with ffmpeg's last lines. */
  public async finish(): Promise<void> {
    this.process.stdin?.end();
    // Old ffmpegs end with 0 on a full disk.
    if ((await this.exit) !== 0 || diskFull.test(this.log)) throw this.failure();
  }

  /** Ends ffmpeg without a file. */
  public async abort(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exit;
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
  const { width, height } = sizeOf(quality);
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`],
    ...['-framerate', String(fps), '-i', 'pipe:0', '-f', 'ffmetadata', '-i', metadata],
    ...['-map', '0:v', '-map_metadata', '1', '-map_chapters', '1', '-vf', `setparams=${color}`],
    ...['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), '-threads', '2'],
    ...['-g', String(fps * 2), '-r', String(fps), '-pix_fmt', 'yuv420p'],
    ...['-frames:v', String(frames)],
    ...['-color_range', 'tv', '-colorspace', 'bt709'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', movie],
  ];
}
