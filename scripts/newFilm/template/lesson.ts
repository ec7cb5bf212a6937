/** What one head of shakespeare-gpt looks at, at the last character of a text. */
import { gpt2 } from '../../../src/engine/models/gpt2/gpt2';
import { close, sum } from '../../../src/lessons/arithmetic';
import { defineLesson } from '../../../src/lessons/defineLesson';
import { rows, scalar, slice, tokens } from '../../../src/lessons/facts';
import { shakespeareGpt, shakespeareText } from '../../../src/lessons/models';
import { readRun } from '../../../src/lessons/Reading';

const layer = 0;
const head = 0;

export const lesson = defineLesson({
  id: 'first-look',
  params: {
    text: shakespeareText({ en: 'ROMEO:', zh: 'ROMEO:' }, { min: 2, max: 8 }),
  },

  async run({ text }) {
    const model = await shakespeareGpt();
    const ids = model.tokenizer.encode(text);
    const run = readRun((trace) => gpt2(model, [ids], {}, trace));
    const pattern = run.head(`block.${layer}.attention_weights`, head);
    const last = slice(pattern, ids.length - 1);
    const most = last.values.indexOf(Math.max(...last.values));
    return {
      text: tokens('text', Array.from(text)),
      layer: scalar('layer shown', layer + 1, 0),
      head: scalar('head shown', head + 1, 0),
      pattern,
      lastAt: scalar('place of the last character', ids.length - 1, 0),
      mostAt: scalar('place that it looks at most', most, 0),
      share: scalar(`${last.of}[${most}]`, last.values[most] ?? NaN, 2),
    };
  },

  claims: {
    shares: {
      text: { en: 'the shares of each row add up to 1', zh: '每一行的份额之和为 1' },
      holds: (f) => rows(f.pattern).every((row) => close(sum(row), 1)),
    },
    most: {
      text: { en: 'no other character has a larger share', zh: '没有别的字符份额更大' },
      holds: (f) =>
        slice(f.pattern, f.lastAt.value).values.every((share) => share <= f.share.value),
    },
  },
});
