/** Reads a finished MP4 back from the disk and compares it with what was asked for. */
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export interface Movie {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Seconds. */
  readonly duration: number;
  readonly codec: string | null;
  readonly color: string;
}

export async function readMovie(path: string): Promise<Movie> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('no video track');
    const [stats, space, duration, start] = await Promise.all([
      track.computePacketStats(),
      track.getColorSpace(),
      track.computeDuration(),
      track.getFirstTimestamp(),
    ]);
    return {
      frames: stats.packetCount,
      width: track.codedWidth,
      height: track.codedHeight,
      duration: duration - start,
      codec: track.codec,
      color: [space.matrix, space.primaries, space.transfer, space.fullRange ? 'full' : 'tv'].join(
        ' ',
      ),
    };
  } finally {
    input.dispose();
  }
}

export interface Expected {
  readonly frames: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
}

/** @throws ForwardPassError when the file is not the film. */
export async function checkMovie(path: string, expected: Expected): Promise<Movie> {
  const movie = await readMovie(path).catch((error: Error) => {
    throw unequal(path, 'an MP4 that can be read', error.message);
  });
  const { frames, width, height, fps } = expected;
  const size = `${width} × ${height}`;
  const found = `${movie.width} × ${movie.height}`;
  if (found !== size) throw unequal(path, size, found);
  if (movie.frames !== frames) throw unequal(path, `${frames} frames`, `${movie.frames}`);
  if (Math.abs(movie.duration - frames / fps) > 0.5 / fps) {
    throw unequal(path, `${(frames / fps).toFixed(3)} s`, `${movie.duration.toFixed(3)} s`);
  }
  if (movie.color !== bt709) throw unequal(path, bt709, movie.color);
  return movie;
}

const bt709 = 'bt709 bt709 bt709 tv';

const unequal = (path: string, expected: string, got: string) =>
  new ForwardPassError({ what: `the finished file ${path}`, expected, got });
