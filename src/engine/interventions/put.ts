// put: another value at some places of a step, told by the letters of its axes.
//   put(-Infinity, ({ T, S }) => T === 2 && S === 3)        of attention_scores: query 2 does not see key 3
//   put(-Infinity, ({ H, T, S }) => H === 1 && T !== S)     of attention_scores: blindfolds head 1, which sees itself only
//   put(0, ({ H }) => H === 1)                              of attention_output: switches head 1 off
//   put(0, ({ F }) => F === 125)                            of ffn_activation: switches a neuron off
//   put(other.get(name), ({ T }) => T > 3)                  what another run computed there
//   put((value, { earlier }) => earlier('q_projection'), ({ D }) => D < 8)      of q_rotated: pairs 0 to 3 not turned
// Elsewhere the value stays, and gradients flow on.
import { ForwardPassError } from '../errors/ForwardPassError';
import { where } from '../ops/where';
import { sizeOf, type Shape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
import type { Intervention, Step } from './intervene';

/** A place by its letters, as in GLOSSARY.md: { B: 0, H: 1, T: 2, S: 3 }. */
export type Place = Readonly<Record<Letter, number>>;

const letters = ['B', 'T', 'S', 'C', 'H', 'G', 'D', 'F', 'V', 'R', 'X', 'E', 'N'] as const;
type Letter = (typeof letters)[number];

export function put(
  given: number | Tensor | Intervention,
  isThere: (place: Place) => boolean,
): Intervention {
  return (value, step) => {
    const chosen = placesOf(value.shape, step, isThere);
    return where(chosen, replacement(given, value, step), value);
  };
}

function replacement(given: number | Tensor | Intervention, value: Tensor, step: Step): Tensor {
  if (typeof given === 'number') return filled([1], given, value.dtype);
  return given instanceof Tensor ? given : given(value, step);
}

/** 1 where it is. */
function placesOf(
  shape: Shape,
  { name, letters: axes }: Step,
  isThere: (place: Place) => boolean,
): Tensor {
  const own = axes.split(' ');
  const at = own.map(() => 0);
  const place = {} as Record<Letter, number>;
  for (const letter of letters) {
    const axis = own.indexOf(letter);
    Object.defineProperty(place, letter, {
      enumerable: axis >= 0,
      get: () => at[axis] ?? noSuchLetter(name, axes, letter),
    });
  }
  const chosen = new Int32Array(sizeOf(shape));
  for (let i = 0; i < chosen.length; i++) {
    let rest = i;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      at[axis] = rest % length;
      rest = Math.floor(rest / length);
    }
    chosen[i] = isThere(place) ? 1 : 0;
  }
  return new Tensor(chosen, shape);
}

function noSuchLetter(name: string, axes: string, letter: string): never {
  throw new ForwardPassError({
    what: `put: a place of "${name}"`,
    expected: `some of its letters, ${axes}`,
    got: letter,
    hint: 'the letters of every step are in src/engine/GLOSSARY.md',
  });
}
