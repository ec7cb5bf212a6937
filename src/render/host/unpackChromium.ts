/**
 * The pinned headless Chromium of `@sparticuz/chromium`, unpacked beside the project.
 *
 * The package unpacks straight to its final name in the temporary folder and takes whatever lies
 * there for whole. Here everything is unpacked under a name of its own and renamed once: after
 * `kill -9`, or with ten starts at once, the final name holds all files or does not exist.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import tar from 'tar-fs';
import { isAlive } from './isAlive';
import { root } from './bundle';

export interface UnpackedChromium {
  readonly executable: string;
  readonly version: string;
  /** Shared libraries that a bare system lacks: nss, nspr, expat. */
  readonly libraries: string;
  /** Fonts of our own, so that none of the system's can ever show. */
  readonly fontConfig: string;
}

/** @throws when the package is not installed (it is Linux only) or the disk is full. */
export async function unpackChromium(parents = usualParents): Promise<UnpackedChromium> {
  const require = createRequire(import.meta.url);
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..');
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const name = `chromium-${version}`;
  for (const parent of parents) {
    const folder = join(parent, name);
    if (!(await isOurs(parent))) continue;
    if (await exists(folder)) return describe(folder, version);
    if (!(await writable(parent))) continue;
    await sweep(parent, name);
    const partial = await mkdtemp(join(parent, `${name}.partial-${process.pid}-`));
    try {
      await unpackAll(join(packed, 'bin'), partial);
      await rename(partial, folder).catch(async (error: unknown) => {
        if (!(await exists(folder))) throw error; // another start was faster
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    return describe(folder, version);
  }
  throw new Error(`no folder to unpack Chromium to: none of ${parents.join(', ')} is writable`);
}

const usualParents: readonly string[] = [
  join(root, '.cache'),
  join(tmpdir(), `forward-pass-${userInfo().uid}`),
];

async function unpackAll(bin: string, folder: string) {
  const inflate = (name: string) =>
    [createReadStream(join(bin, name)), createBrotliDecompress({ chunkSize: 2 ** 20 })] as const;
  const file = createWriteStream(join(folder, 'chromium'), { mode: 0o755, flush: true });
  await Promise.all([
    pipeline(...inflate('chromium.br'), file),
    pipeline(...inflate('swiftshader.tar.br'), tar.extract(folder)),
    pipeline(...inflate('al2023.tar.br'), tar.extract(join(folder, 'libraries'))),
    pipeline(...inflate('fonts.tar.br'), tar.extract(join(folder, 'fonts'))),
  ]);
  await writeFile(join(folder, 'fonts', 'fonts.conf'), fontConfig);
}

const describe = (folder: string, version: string): UnpackedChromium => ({
  executable: join(folder, 'chromium'),
  version,
  libraries: join(folder, 'libraries', 'lib'),
  fontConfig: join(folder, 'fonts', 'fonts.conf'),
});

/** Paths relative to this file, so that the folder may be moved. */
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Removes what killed processes left half-unpacked. */
async function sweep(parent: string, name: string) {
  for (const entry of await readdir(parent)) {
    const pid = new RegExp(`^${name}\\.partial-(\\d+)-`).exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(parent, entry), { recursive: true, force: true });
    }
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

const writable = (folder: string) =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Made by us if it was not there; below the shared temporary folder nobody else's is trusted. */
async function isOurs(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
  if (dirname(folder) !== tmpdir()) return exists(folder);
  return stat(folder).then(
    (found) => found.uid === userInfo().uid,
    () => false,
  );
}
