// stepPattern: which names of a trace are meant: `block.*.ffn_hidden`, where * stands for any letters.
import { ForwardPassError } from '../errors/ForwardPassError';
import { nearestName } from '../errors/nearestName';

export function stepPattern(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** None of the names that a pass met is meant. */
export function unknownStep(
  what: string,
  pattern: string,
  met: Iterable<string>,
): ForwardPassError {
  const names = [...met];
  const everyBlock = names.map((name) => name.replace(/\.\d+\./g, '.*.'));
  const nearest = nearestName(pattern, [...names, ...everyBlock]);
  const word = pattern.split(/[.*]/).findLast((part) => part !== '') ?? pattern;
  const close = names.filter((name) => name.includes(word));
  const shown = (close.length > 0 ? close : names).slice(0, 12);
  return new ForwardPassError({
    what: `${what} "${pattern}"`,
    expected: 'the name of something that this model computes, * for any letters',
    got: `none such among ${names.length}`,
    hint: nearest ? `probably ${nearest}` : `there is, for example, ${shown.join(', ')}`,
  });
}
