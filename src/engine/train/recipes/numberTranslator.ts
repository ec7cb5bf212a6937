// numberTranslator: spelled-out numbers to digits, by the encoder–decoder of Vaswani et al. 2017, post-norm as there.
//   batch      numbers drawn from nine tenths of 0–9999, in either language (see numberBatch)
//   evaluate   about 300 spellings of held-out numbers: loss, and the share written exactly right
//   measure    every spelling of every held-out number
// Width 6 is the smallest found that learns it. Weights decay a little; no dropout, no label smoothing: there is no noise to
// overfit to.
import type { Model } from '../../models/Model';
import { encoderDecoder } from '../../models/encoderDecoder/encoderDecoder';
import {
  numberTranslator as shown,
  type EncoderDecoderConfig,
} from '../../models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../../models/encoderDecoder/initialEncoderDecoder';
import { translate } from '../../models/encoderDecoder/translate';
import { crossEntropy } from '../../ops/crossEntropy';
import { scope } from '../../tensor/scope';
import { tensorFrom } from '../../tensor/tensorFrom';
import { numberAlignment } from '../../tasks/numberAlignment';
import {
  numberBatch,
  numberExamples,
  rowsOfExamples,
  type NumberBatch,
} from '../../tasks/numberBatch';
import { numberExactMatch } from '../../tasks/numberExactMatch';
import { splitNumbers } from '../../tasks/splitNumbers';
import { numberTokenizer } from '../../tokenizers/numberTokenizer';
import { noTrace } from '../../trace/Trace';
import { adamW } from '../adam';
import { precisions } from '../Precision';
import type { LossSettings, Recipe } from '../Recipe';
import { warmupCosine } from '../Schedule';

const batchSize = 64;
const evaluated = 300;
const shownTexts = ['three hundred forty two', '三百四十二', 'nine thousand ten', '两千零八'];

export function numberTranslator(): Recipe<EncoderDecoderConfig, NumberBatch> {
  const tokenizer = numberTokenizer();
  const { pad, start, end } = tokenizer.specials;
  const { train, heldOut } = splitNumbers();
  const examples = numberExamples(heldOut);
  const few = examples.filter((_, i) => i % Math.floor(examples.length / evaluated) === 0);

  const config: EncoderDecoderConfig = {
    ...shown,
    source_vocab_size: tokenizer.size,
    target_vocab_size: 13, // specials and digits, with which the one vocabulary begins
    pad_token_id: pad,
  };

  const loss = (
    model: Model<EncoderDecoderConfig>,
    { source, target, following }: NumberBatch,
    along?: LossSettings,
  ) => {
    const settings = { rng: along?.rng };
    const logits = encoderDecoder(model, { source, target }, settings, along?.trace ?? noTrace);
    return crossEntropy(logits, tensorFrom(following, 'int32'), { ignore: pad });
  };

  return {
    name: 'number-translator',
    task: 'Writes spelled-out numbers, English or Chinese, in digits: three hundred forty two, 三百四十二 → 342.',
    data:
      `the numbers 0–9999, made by rule: ${train.length} for training, the other ${heldOut.length} held out in both ` +
      `languages (${examples.length} spellings)`,
    batchSize,
    steps: 4000,
    optimizer: adamW({ beta2: 0.98, weightDecay: 0.01 }),
    learningRate: 1e-2,
    schedule: (steps, rate) =>
      warmupCosine({ rate, floor: 0, over: steps, warmup: Math.min(200, steps / 20) }),
    clip: 1,
    precision: precisions.fp32,
    evaluateEvery: 250,
    tokenizer,
    initial: (rng) => initialEncoderDecoder(config, rng),
    batch: (rng) => numberBatch(rng, train, batchSize),
    loss,
    evaluate: (model) => ({
      loss: scope(() => loss(model, rowsOfExamples(few)).item()),
      exactMatch: numberExactMatch(model, few),
    }),
    figures: {
      exactMatch: 'share of the spellings with every digit right',
      alignmentMass:
        'weight that a digit lays on the word that names it, on average, in the cross-attention head that does it most',
      alignmentLargest: 'share of digits whose largest weight is on that word, in the same head',
    },
    comparison:
      'Only numbers that training never saw count. Zeros that no word names (three hundred) are left out of the alignment.',
    measure: (model) => {
      const [best] = numberAlignment(model, examples);
      return {
        exactMatch: numberExactMatch(model, examples),
        alignmentMass: best?.mass ?? NaN,
        alignmentLargest: best?.largest ?? NaN,
      };
    },
    samples: (model) =>
      shownTexts.map((text) => {
        const source = [[...tokenizer.encode(text), end]];
        const said = translate(model, source, { start, end, maxLength: 5 });
        return `${text} → ${tokenizer.decode(said[0] ?? [])}`;
      }),
  };
}
