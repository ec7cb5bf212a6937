/** What shakespeare-gpt computes for each next letter: all rows again, or one row beside those that were kept. */
import { gpt2 } from '../../src/engine/models/gpt2/gpt2';
import { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { multiplyAdds } from '../../src/engine/questions/multiplyAdds';
import { flat } from '../../src/engine/tensor/flat';
import { Recorder } from '../../src/engine/trace/Recorder';
import { argmax, largestChange } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, rows, scalar, tokens } from '../../src/lessons/facts';
import { shakespeareGpt, shakespeareText, type ShakespeareGpt } from '../../src/lessons/models';
import { Reading } from '../../src/lessons/Reading';

const written = 3; // letters that the film sees written

export const lesson = defineLesson({
  id: 'kv-cache',
  params: { text: shakespeareText({ en: 'CORIOL', zh: 'CORIOL' }, { min: 3, max: 7 }) },
  async run({ text }) {
    const model = await shakespeareGpt();
    const { n_layer: L, n_head: H, n_positions: P } = model.config;
    const prompt = model.tokenizer.encode(text);
    const cache = new KeyValueCache();
    const first = read(model, prompt, cache);
    const ids = [...prompt, first.next];
    const passes = Array.from({ length: P - ids.length }, () => {
      const [again, kept] = [read(model, ids), read(model, ids.slice(-1), cache)];
      ids.push(kept.next);
      return { again, kept };
    });
    const second = passes[0] ?? { again: first, kept: first };
    const last = passes[written - 2]?.again ?? first;
    const names = ids.slice(0, prompt.length + written).map((id) => model.tokenizer.decode([id]));
    // Of the last block, the head whose last letter looks about most.
    const look = (h: number) => second.again.head(`block.${L - 1}.attention_weights`, h);
    const most = (h: number) => Math.max(...(rows(look(h))[prompt.length - 1] ?? []));
    const head = [...Array(H).keys()].reduce((best, h) => (most(h) < most(best) ? h : best), 0);
    const side = (pass: typeof first, name: 'k' | 'v') =>
      pass.head(`block.${L - 1}.${name}_projection`, head);
    const [again, kept] = [passes.map((p) => p.again.cost), passes.map((p) => p.kept.cost)];
    const costs = [first.cost, second.kept.cost, second.again.cost];
    const ends = [again.at(-1) ?? 0, kept.at(-1) ?? 0];
    const counted = (of: readonly number[], unit: number, decimals: number) =>
      array(
        `multiply-adds ÷ ${unit}`,
        of.map((count) => count / unit),
        'T',
        decimals,
      );
    return {
      text: tokens('prompt', names.slice(0, prompt.length)),
      letters: tokens('letters written', names.slice(prompt.length)),
      read: tokens('ids', names.slice(0, -1)),
      count: scalar('T', prompt.length, 0),
      countAgain: scalar('T + 1', prompt.length + 1, 0),
      keysBefore: side(first, 'k'),
      keys: side(last, 'k'),
      valuesBefore: side(first, 'v'),
      values: side(last, 'v'),
      shares: look(head),
      // Chinese counts large numbers in 万, ten thousands.
      costs: counted(costs, 1e6, 2),
      costsWan: counted(costs, 1e4, 0),
      ends: counted(ends, 1e6, 2),
      endsWan: counted(ends, 1e4, 0),
      again: counted(again, 1e6, 2),
      kept: counted(kept, 1e6, 2),
      lengths: array(
        'letters read',
        again.map((_, i) => prompt.length + i + 1),
        'T',
        0,
      ),
      perRow: scalar('multiply-adds ÷ 1000000 ÷ T', first.cost / 1e6 / prompt.length, 2),
      perRowWan: scalar('multiply-adds ÷ 10000 ÷ T', first.cost / 1e4 / prompt.length, 0),
      times: scalar('again ÷ kept', second.again.cost / second.kept.cost, 0),
      apart: scalar('change of logits', largestChange(second.again.logits, second.kept.logits), 0),
      longest: scalar('n_positions', P - 1, 0),
    };
  },
  claims: {
    cheaper: {
      text: { en: 'letter 2 costs less than half of letter 1', zh: '第二个字母不到第一个的一半' },
      holds: ({ costs: { values } }) => (values[1] ?? NaN) < (values[0] ?? NaN) / 2,
    },
    unchanged: {
      text: { en: 'rows read before are the same, bit for bit', zh: '读过的各行逐位相同' },
      holds: (f) =>
        f.keysBefore.values.every((x, i) => x === f.keys.values[i]) &&
        f.valuesBefore.values.every((x, i) => x === f.values.values[i]),
    },
    causal: {
      text: { en: 'no row looks at a later letter', zh: '没有哪一行看后面的字母' },
      holds: (f) => rows(f.shares).every((row, i) => row.every((x, j) => j <= i || x === 0)),
    },
    sameScores: {
      text: { en: 'all scores of the next letter are the same', zh: '下一个字母的得分全部相同' },
      holds: (f) => f.apart.value === 0,
    },
    stairs: {
      text: { en: 'read again, each letter costs more', zh: '全部重读，一个比一个贵' },
      holds: ({ again }) => again.values.every((x, i) => x > (again.values[i - 1] ?? 0)),
    },
  },
});

function read(model: ShakespeareGpt, ids: readonly number[], cache?: KeyValueCache) {
  const trace = new Recorder();
  const logits = Array.from(flat(gpt2(model, [ids], { cache, lastOnly: true }, trace)));
  const next = argmax(logits);
  return Object.assign(new Reading(trace), { cost: multiplyAdds(trace).total, logits, next });
}
