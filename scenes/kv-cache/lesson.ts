/** What shakespeare-gpt computes for each next letter: all rows again, or one row beside those that were kept. */
import { gpt2 } from '../../src/engine/models/gpt2/gpt2';
import { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { multiplyAdds } from '../../src/engine/questions/multiplyAdds';
import { flat } from '../../src/engine/tensor/flat';
import { Recorder } from '../../src/engine/trace/Recorder';
import { close, largestChange, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, rows, scalar, slice, tokens } from '../../src/lessons/facts';
import { shakespeareGpt, shakespeareText, type ShakespeareGpt } from '../../src/lessons/models';
import { Reading } from '../../src/lessons/Reading';

/** How many letters the film sees written. */
const written = 4;
const cost = 'multiply-adds, millions';

export const lesson = defineLesson({
  id: 'kv-cache',
  params: { text: shakespeareText({ en: 'CORIOL', zh: 'CORIOL' }, { min: 3, max: 7 }) },
  async run({ text }) {
    const model = await shakespeareGpt();
    const { n_layer: L, n_embd: C, n_head: H, n_positions: P } = model.config;
    const prompt = model.tokenizer.encode(text);
    const cache = new KeyValueCache();
    const first = read(model, prompt, cache);
    const ids = [...prompt, first.next];
    const passes = Array.from({ length: written }, () => {
      const [again, kept] = [read(model, ids), read(model, ids.slice(-1), cache)];
      ids.push(kept.next);
      return { again, kept };
    });
    const second = passes[0] ?? { again: first, kept: first };
    const last = passes.at(-1)?.again ?? first;
    const full = Array.from({ length: P - 1 }, (_, i) => ids[i % ids.length] ?? 0);
    const held = new KeyValueCache();
    read(model, full.slice(0, -1), held);
    // Of the last block, the head whose last letter looks about most.
    const look = (pass: Pass, h: number) => {
      const shares = pass.head(`block.${L - 1}.attention_weights`, h);
      return slice(shares, rows(shares).length - 1);
    };
    const least = (h: number) => Math.max(...look(first, h).values);
    const head = [...Array(H).keys()].reduce((best, h) => (least(h) < least(best) ? h : best), 0);
    const side = (pass: Pass, name: 'k' | 'v') =>
      pass.head(`block.${L - 1}.${name}_projection`, head);
    const names = ids.slice(0, -1).map((id) => model.tokenizer.decode([id]));
    const costs = (of: 'again' | 'kept') =>
      array(
        cost,
        [first, ...passes.map((pass) => pass[of])].map((pass) => pass.cost),
        'T',
        2,
      );
    return {
      text: tokens('prompt', names.slice(0, prompt.length)),
      letters: tokens('letters written', names.slice(prompt.length)),
      read: tokens('ids', names),
      heads: scalar('n_layer · n_head', L * H, 0),
      count: scalar('T', prompt.length, 0),
      countAgain: scalar('T + 1', prompt.length + 1, 0),
      keysBefore: side(first, 'k'),
      keys: side(last, 'k'),
      valuesBefore: side(first, 'v'),
      values: side(last, 'v'),
      shares: look(first, head),
      again: costs('again'),
      kept: costs('kept'),
      times: scalar('again ÷ kept', second.again.cost / second.kept.cost, 1),
      apart: scalar(
        'change of the logits',
        largestChange(second.again.logits, second.kept.logits),
        0,
      ),
      perLetter: scalar('2 · n_layer · n_embd', 2 * L * C, 0),
      heldPerLetter: scalar('numbers in the cache ÷ T', cache.bytes / 4 / cache.length, 0),
      context: scalar('n_positions', P, 0),
      fullAgain: scalar(cost, read(model, full).cost, 1),
      fullKept: scalar(cost, read(model, full.slice(-1), held).cost, 2),
    };
  },
  claims: {
    cheaper: {
      text: { en: 'letter 2 costs less than half of letter 1', zh: '第二个字母不到第一个的一半' },
      holds: ({ kept: { values } }) => (values[1] ?? NaN) < (values[0] ?? NaN) / 2,
    },
    sharesSum: {
      text: { en: 'the shares add up to 1', zh: '权重之和为 1' },
      holds: (f) => close(sum(f.shares.values), 1),
    },
    unchanged: {
      text: { en: 'rows read before are the same, bit for bit', zh: '读过的各行逐位相同' },
      holds: (f) =>
        f.keysBefore.values.every((x, i) => x === f.keys.values[i]) &&
        f.valuesBefore.values.every((x, i) => x === f.values.values[i]),
    },
    fewer: {
      text: { en: 'one row costs so many times less', zh: '只算一行，少这么多倍' },
      holds: (f) => close(f.times.value, (f.again.values[1] ?? NaN) / (f.kept.values[1] ?? NaN)),
    },
    sameScores: {
      text: { en: 'all scores of the next letter are the same', zh: '下一个字母的得分全部相同' },
      holds: (f) => f.apart.value === 0,
    },
    stairs: {
      text: { en: 'read again, each letter costs more', zh: '全部重读，一个比一个贵' },
      holds: ({ again }) => again.values.every((x, i) => x > (again.values[i - 1] ?? 0)),
    },
    price: {
      text: { en: 'each letter takes so many numbers', zh: '每个字母占这么多数' },
      holds: (f) => f.heldPerLetter.value === f.perLetter.value,
    },
  },
});

type Pass = ReturnType<typeof read>;

function read(model: ShakespeareGpt, ids: readonly number[], cache?: KeyValueCache) {
  const trace = new Recorder();
  const logits = Array.from(flat(gpt2(model, [ids], { cache, lastOnly: true }, trace)));
  const next = logits.indexOf(Math.max(...logits));
  return Object.assign(new Reading(trace), { cost: multiplyAdds(trace).total / 1e6, logits, next });
}
