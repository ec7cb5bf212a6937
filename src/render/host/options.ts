/** Values of command-line options: parsed, or refused with what is allowed. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { languages, type Language } from '../../lessons/language';
import type { Range } from './RenderJob';

export function languageOption(value: string): readonly Language[] {
  if (value === 'all') return languages;
  return [oneOf('--lang', languages, value, [...languages, 'all'])];
}

/** @throws ForwardPassError listing what is allowed. */
export function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  value: string,
  shown: readonly string[] = allowed,
): T {
  const found = allowed.find((a) => a === value);
  if (found) return found;
  throw new ForwardPassError({
    what: `option ${option}`,
    expected: `one of: ${shown.join(', ')}`,
    got: value,
    hint: `${option} ${shown[0]}`,
  });
}

/** Collects `--set name=value`, which may be given many times. */
export function setOption(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const at = value.indexOf('=');
  if (at > 0) return { ...before, [value.slice(0, at)]: value.slice(at + 1) };
  throw new ForwardPassError({
    what: 'option --set',
    expected: 'name=value',
    got: value,
    hint: '--set text="unbelievable"',
  });
}

/** `a:b` in seconds; either side may be left out. */
export function rangeOption(value: string): Range {
  const parts = /^(\d+(?:\.\d+)?)?:(\d+(?:\.\d+)?)?$/.exec(value);
  const range = {
    from: Number(parts?.[1] ?? 0),
    to: Number(parts?.[2] ?? Number.POSITIVE_INFINITY),
  };
  if (parts && range.from < range.to) return range;
  throw new ForwardPassError({
    what: 'option --range',
    expected: 'a:b in seconds with a < b',
    got: value,
    hint: '--range 3:7.5, --range 10: (to the end)',
  });
}

export function countOption(
  option: string,
  value: string,
  limits: { min: number; max: number },
): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= limits.min && count <= limits.max) return count;
  throw new ForwardPassError({
    what: `option ${option}`,
    expected: `a whole number from ${limits.min} to ${limits.max}`,
    got: value,
    hint: `${option} ${limits.min}`,
  });
}
