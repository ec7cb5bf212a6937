import { expect, it } from 'vitest';
import { array } from '../../src/lessons/facts';
import { atPlace, bothSigns, ofNeuron } from './neurons';

const product = array('said', [[3, 2, -9], [-1, -2, 1], [0.5, 1.5, 8]], 'T F', 2); // prettier-ignore
const open = array('gates', [[1, 1, -0.1], [1, 1, 1], [1, 1, 1]], 'T F', 2); // prettier-ignore

it('takes the neuron whose weaker sign is the strongest', () => {
  expect(bothSigns(open, product)).toMatchObject({ neuron: 1, plus: 0, minus: 1 });
});

it('leaves out what is said through a shut gate', () => {
  const shut = array('gates', [[1, -0.1, 1], [1, 1, 1], [1, -0.1, 1]], 'T F', 2); // prettier-ignore
  expect(bothSigns(shut, product)).toMatchObject({ neuron: 2, plus: 2, minus: 0 });
});

it('reads rows and columns', () => {
  expect(atPlace(product, 1)).toEqual([-1, -2, 1]);
  expect(ofNeuron(product, 2)).toMatchObject({ dims: ['T'], shape: [3], values: [-9, 1, 8] });
});
