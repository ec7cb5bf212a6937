// average: a step frozen to its mean along some axes, so that it no longer tells what lies there apart.
//   average('T')                 of delta: every token of a text opens as wide
//   average('B', 'T')            the same for all texts of a batch
//   put(average('T'), ({ E }) => E === 41)        of delta: in one channel only
import { ForwardPassError } from '../errors/ForwardPassError';
import { broadcastTo } from '../ops/broadcastTo';
import { mean } from '../ops/mean';
import type { Intervention } from './intervene';

export function average(...along: readonly string[]): Intervention {
  return (value, { name, letters }) => {
    const axes = letters.split(' ');
    const means = along.reduce((rows, letter) => {
      const axis = axes.indexOf(letter);
      if (axis < 0) throw noAxis(name, letters, letter);
      return mean(rows, { axis, keep: true });
    }, value);
    return broadcastTo(means, { shape: value.shape });
  };
}

function noAxis(name: string, letters: string, letter: string): ForwardPassError {
  return new ForwardPassError({
    what: `average: along an axis of "${name}"`,
    expected: `one of ${letters}`,
    got: letter,
  });
}
