/** Parts that a scene names: steps, series, arrows. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import { nearestName } from '../../../engine/errors/nearestName';

/** @throws ForwardPassError where none has this name; it tells the known ones, and the nearest. */
export function requireNamed<T extends { readonly name: string }>(
  kind: string,
  name: string,
  known: readonly T[],
): T {
  const found = known.find((item) => item.name === name);
  if (found) return found;
  const names = known.map((item) => item.name);
  const near = nearestName(name, names);
  throw new ForwardPassError({
    what: kind,
    expected: names.join(', ') || 'none, for it has none',
    got: name,
    ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
  });
}
