/** Work on a file whose failures name it, as the one error of the project. */
import { ForwardPassError } from '../engine/errors/ForwardPassError';

export async function inFile<Result>(
  path: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw named(path, error);
  }
}

export function inFileSync<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw named(path, error);
  }
}

function named(path: string, error: unknown): unknown {
  if (!(error instanceof ForwardPassError)) return systemError(path, error);
  const { what, ...facts } = error.toJSON();
  return new ForwardPassError({ ...facts, what: what.includes(path) ? what : `${path}: ${what}` });
}

const explained: Readonly<Record<string, string>> = {
  ENOENT: 'nothing there',
  EISDIR: 'a folder',
  ENOTDIR: 'a file where a folder should be',
  EEXIST: 'a file where a folder should be',
  EACCES: 'no permission',
  ENOSPC: 'the disk is full',
  EROFS: 'a disk that cannot be written',
};

function systemError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const got = explained[code];
  if (got === undefined) return error; // nothing about the file: a connection, or a bug of ours
  return new ForwardPassError({
    what: path,
    expected: code === 'ENOSPC' || code === 'EROFS' ? 'room to write' : 'a file that can be opened',
    got,
  });
}
