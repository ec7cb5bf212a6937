import { ForwardPassError } from '../errors/ForwardPassError';

/** What is wrong with a safetensors file. */
export function safetensorsError(
  part: string,
  expected: string,
  got: string,
  hint = 'the file is damaged, incomplete, or no safetensors file: fetch or write it again',
): ForwardPassError {
  return new ForwardPassError({ what: `safetensors: read ${part}`, expected, got, hint });
}
