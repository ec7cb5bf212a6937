// dims: read a shape by its letters, and check it on the way, so that a shape comment cannot lie.
//   const { B, T, C } = dims(x, 'B T C');
//   dims(w, 'F C', { C });                 C is already known and must agree
//   const { C } = dims(x, '... C');        any number of axes in front
// The letters are those of GLOSSARY.md. A letter that appears twice must have one value.
import { ForwardPassError } from '../errors/ForwardPassError';
import { showShape } from './shape';
import type { Tensor } from './Tensor';

type Letters<Pattern extends string> = Pattern extends `${infer Letter} ${infer Rest}`
  ? Letter | Letters<Rest>
  : Pattern;

export type Dims<Pattern extends string> = Record<Exclude<Letters<Pattern>, '...'>, number>;

export function dims<Pattern extends string>(
  x: Tensor,
  pattern: Pattern,
  known: Readonly<Record<string, number>> = {},
  name = 'tensor',
): Dims<Pattern> {
  const open = pattern.startsWith('...');
  const letters = pattern.split(' ').filter((letter) => letter !== '...');
  const lengths = open ? x.shape.slice(x.rank - letters.length) : x.shape;
  const rankFits = open ? x.rank >= letters.length : x.rank === letters.length;
  if (!rankFits) throw mismatch(x, pattern, known, name, `${x.rank} axes`);

  const bound: Record<string, number> = { ...known };
  letters.forEach((letter, axis) => {
    const length = lengths[axis] ?? 0;
    if ((bound[letter] ??= length) !== length) {
      throw mismatch(x, pattern, bound, name, `${letter} = ${length}`);
    }
  });
  return bound as Dims<Pattern>;
}

function mismatch(
  x: Tensor,
  pattern: string,
  known: Readonly<Record<string, number>>,
  name: string,
  got: string,
): ForwardPassError {
  const letters = pattern.split(' ').filter((letter) => letter in known);
  const values = [...new Set(letters)].map((letter) => `${letter} = ${known[letter]}`).join(', ');
  return new ForwardPassError({
    what: `${name}: read its shape as (${pattern.replaceAll(' ', ', ')})`,
    expected: values === '' ? `${pattern.split(' ').length} axes: ${pattern}` : values,
    got: `shape ${showShape(x.shape)}, so ${got}`,
    hint: 'the letters are explained in src/engine/GLOSSARY.md; permute or reshape if the axes are in another order',
  });
}
