/** Asks a server about a file before fetching it: where it really lies, its length, and its checksum if it sends one. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Checksum } from '../files/Checksum';

export interface Source {
  readonly url: string;
  readonly length: number | undefined;
  readonly checksum: Checksum | undefined;
  /** Another version of the file has another text here; '' when the server tells nothing. */
  readonly version: string;
}

/** Hugging Face sends the checksum with the redirection, so these are followed one by one. */
export async function describeSource(url: string, signal?: AbortSignal): Promise<Source> {
  let at = url;
  for (let hop = 0; hop < 8; hop++) {
    const response = await fetch(at, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity' },
      ...(signal && { signal }),
    });
    const { headers, status } = response;
    // Where it leads may be signed for fetching alone, so the first answer that tells everything is the last.
    if (headers.has('x-linked-etag') && headers.has('x-linked-size'))
      return sourceOf(url, at, headers);
    const location = headers.get('location');
    if (status < 300 || status >= 400 || location === null) {
      if (!response.ok) throw refusal(url, response);
      return sourceOf(url, at, headers);
    }
    at = new URL(location, at).href;
  }
  throw refusal(url, { status: 310, statusText: 'redirected too often' });
}

function sourceOf(url: string, at: string, headers: Headers): Source {
  const length = headers.get('x-linked-size') ?? headers.get('content-length');
  const etag = headers.get('x-linked-etag') ?? headers.get('etag') ?? '';
  const fromHub = headers.has('x-linked-etag') || headers.has('x-repo-commit');
  return {
    url: at,
    length: length === null ? undefined : Number(length),
    checksum: fromHub ? checksumFrom(etag) : undefined,
    version: etag === '' ? '' : `${url} ${etag}`,
  };
}

/** `"<64 digits>"` or `W/"<40 digits>"`. */
function checksumFrom(etag: string): Checksum | undefined {
  const value = /^(?:W\/)?"?([0-9a-f]+)"?$/.exec(etag)?.[1] ?? '';
  if (value.length === 64) return { kind: 'SHA-256', value };
  return value.length === 40 ? { kind: 'git id', value } : undefined;
}

/** A plain Error may pass when tried again; a ForwardPassError will not. */
export function refusal(
  url: string,
  { status, statusText }: Pick<Response, 'status' | 'statusText'>,
): Error {
  const got = `${status} ${statusText}`.trim();
  if (status >= 500 || status === 429) return new Error(got);
  return new ForwardPassError({
    what: `download ${url}`,
    expected: 'a file',
    got,
    hint: 'is the name right, and is it free for everyone to fetch?',
  });
}
