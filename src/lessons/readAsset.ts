/**
 * A file below assets/: from disk in Node, in a browser from the server that the page came from. The page that draws
 * films lies at its server's root, where `..` leads no further up.
 */
import { ForwardPassError } from '../engine/errors/ForwardPassError';

const assets = '../../assets/';

export async function readAsset(path: string): Promise<Uint8Array> {
  const url = new URL(assets + path, import.meta.url);
  if (url.protocol === 'file:') return readFromDisk(path, url);
  const response = await fetch(url);
  if (!response.ok) throw noAsset(path, `${response.status} ${response.statusText} from ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function readFromDisk(path: string, url: URL): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  return readFile(url).catch((error: Error) => {
    throw noAsset(path, error.message);
  });
}

const noAsset = (path: string, got: string) =>
  new ForwardPassError({
    what: `read assets/${path}`,
    expected: 'a file of this repository',
    got,
    hint: `git checkout assets/${path} brings a lost file back`,
  });
