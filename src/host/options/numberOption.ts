import { ForwardPassError } from '../../engine/errors/ForwardPassError';

/** A number from a command line, within its limits. */
export function numberOption(
  option: string,
  value: string,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (number >= min && number <= max && (!whole || Number.isInteger(number))) return number;
  throw new ForwardPassError({
    what: `option ${option}`,
    expected: `a ${whole ? 'whole ' : ''}number from ${min}${max === Infinity ? '' : ` to ${max}`}`,
    got: value === '' ? 'nothing' : value.slice(0, 100),
  });
}
