/** Work on a file whose failures name it, as the one error of the project. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

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

interface Explanation {
  readonly got: string;
  readonly hint: string;
  readonly expected?: string;
}

const room = 'room to write';
const explained: Readonly<Record<string, Explanation>> = {
  ENOENT: { got: 'nothing there', hint: 'is its name right, and is the folder there?' },
  EISDIR: { got: 'a folder', hint: 'name a file in it' },
  ENOTDIR: { got: 'a file where a folder should be', hint: 'choose another path' },
  EEXIST: { got: 'a file where a folder should be', hint: 'choose another path' },
  ENAMETOOLONG: { got: 'a name too long for the disk', hint: 'choose a shorter one' },
  ELOOP: { got: 'a link that leads to itself', hint: 'give the path of the file itself' },
  EACCES: { got: 'no permission', hint: '`ls -l` shows who may read and write' },
  EPERM: { got: 'no permission', hint: '`ls -l` shows who may read and write' },
  EIO: { got: 'a disk that fails', hint: 'try again, or another disk' },
  ENOSPC: { got: 'the disk is full', expected: room, hint: 'free some, or write elsewhere' },
  EDQUOT: {
    got: 'no share of the disk left',
    expected: room,
    hint: 'free some, or write elsewhere',
  },
  EROFS: { got: 'a disk that cannot be written', expected: room, hint: 'write elsewhere' },
};

function systemError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const found = explained[code];
  if (!found) return error; // nothing about the file: a connection, or a bug of ours
  return new ForwardPassError({ what: path, expected: 'a file that can be opened', ...found });
}
