// checkContext: a text must fit into the positions that a model has learned or was made for.
import { ForwardPassError } from '../errors/ForwardPassError';

/** `past` positions are in the cache, T are new. */
export function checkContext(model: string, past: number, T: number, longest: number): void {
  if (past + T <= longest) return;
  throw new ForwardPassError({
    what: `${model}: read a text`,
    expected: `at most ${longest} tokens`,
    got: past === 0 ? `${T}` : `${past} in the cache and ${T} more`,
    hint: 'shorten the text, or use a model with a longer context',
  });
}
