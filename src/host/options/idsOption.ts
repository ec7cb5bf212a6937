/** Token ids from a command line: `1,2,3`. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';

export function idsOption(option: string, value: string): number[] {
  const parts = value.split(',').map((part) => part.trim());
  const ids = parts.map(Number);
  if (parts.every((part, i) => /^\d+$/.test(part) && Number.isSafeInteger(ids[i]))) return ids;
  throw new ForwardPassError({
    what: `option ${option}`,
    expected: 'whole numbers from 0, with commas between',
    got: value === '' ? 'nothing' : value.slice(0, 100),
    hint: `${option} 1,2,3`,
  });
}
