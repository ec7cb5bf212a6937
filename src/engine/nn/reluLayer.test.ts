import { expect, it } from 'vitest';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { filled } from '../tensor/tensorFrom';
import { feedForward } from './feedForward';
import { Params } from './Params';
import { reluLayer } from './reluLayer';

it('is the feed-forward layer of Vaswani et al. with biases of 0', () => {
  const rng = new Rng(4);
  const [C, F] = [6, 10];
  const [up, down] = [normalTensor(rng, [F, C]), normalTensor(rng, [C, F])];
  const x = normalTensor(rng, [2, 3, C]);
  const own = new Params({ 'up_proj.weight': up, 'down_proj.weight': down });
  const classic = new Params({
    'linear1.weight': up,
    'linear1.bias': filled([F], 0),
    'linear2.weight': down,
    'linear2.bias': filled([C], 0),
  });
  const expected = flat(feedForward(x, classic, { activation: 'relu' }));
  flat(reluLayer(x, own)).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6));
});
