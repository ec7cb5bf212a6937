/** Work on a file whose failures name it, as the one error of the project. */
import { ForwardPassError } from '../engine/errors/ForwardPassError';

export async function inFile<Result>(
  path: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ForwardPassError) {
      const { what, ...facts } = error.toJSON();
      throw new ForwardPassError({
        ...facts,
        what: what.includes(path) ? what : `${path}: ${what}`,
      });
    }
    throw systemError(path, error);
  }
}

const explained: Readonly<Record<string, string>> = {
  ENOENT: 'there is none',
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
