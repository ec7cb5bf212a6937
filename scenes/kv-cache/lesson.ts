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

export const lesson = defineLesson({
  id: 'kv-cache',
  params: { text: shakespeareText({ en: 'CORIOL', zh: 'CORIOL' }, { min: 3, max: 7 }) },
  async run({ text }) {
    const model = await shakespeareGpt();
    const { n_layer: L, n_head: H, n_positions: P } = model.config;
    const prompt = model.tokenizer.encode(text);
    const T = prompt.length;
    const cache = new KeyValueCache();
    const first = read(model, prompt, cache);
    const ids = [...prompt, first.next];
    const passes = Array.from({ length: P - ids.length }, () => {
      const [again, kept] = [read(model, ids), read(model, ids.slice(-1), cache)];
      ids.push(kept.next);
      return { again, kept };
    });
    const second = passes[0] ?? { again: first, kept: first };
    const names = ids.slice(0, T + 2).map((id) => model.tokenizer.decode([id]));
    // Of the last block, the head whose last letter looks about most.
    const part = (name: string, h: number) => second.again.head(`block.${L - 1}.${name}`, h);
    const looks = (h: number) => rows(part('attention_weights', h))[T - 1]?.slice(0, T) ?? [];
    const head = argmax(Array.from({ length: H }, (_, h) => -Math.max(...looks(h))));
    const shares = looks(head).map((share) => [share]);
    const [again, kept] = [passes.map((p) => p.again.cost), passes.map((p) => p.kept.cost)];
    const per = (unit: number, costs: readonly number[] = []) => costs.map((cost) => cost / unit);
    const [costs, reread] = [kept, again].map((each) => [first.cost, each[0] ?? first.cost]);
    const ends = [again.at(-1) ?? 0, kept.at(-1) ?? 0];
    const lengths = again.map((_, i) => T + i + 1);
    return {
      text: tokens('prompt', names.slice(0, T)),
      letters: tokens('letters written', names.slice(T)),
      read: tokens('ids', names.slice(0, -1)),
      count: scalar('T', T, 0),
      keysBefore: first.head(`block.${L - 1}.k_projection`, head),
      keys: part('k_projection', head),
      valuesBefore: first.head(`block.${L - 1}.v_projection`, head),
      values: part('v_projection', head),
      looks: part('attention_weights', head),
      shares: array('shares of the last letter', shares, 'S T', 2),
      heard: array('values taken', rows(part('attention_output', head)).slice(T - 1, T), 'T D', 2),
      // Chinese counts large numbers in 万, ten thousands.
      costs: array('million multiply-adds', per(1e6, costs), 'T', 2),
      costsWan: array('10,000 multiply-adds', per(1e4, costs), 'T', 0),
      reread: array('million multiply-adds', per(1e6, reread), 'T', 2),
      rereadWan: array('10,000 multiply-adds', per(1e4, reread), 'T', 0),
      ends: array('million multiply-adds', per(1e6, ends), 'T', 2),
      endsWan: array('10,000 multiply-adds', per(1e4, ends), 'T', 0),
      again: array('million multiply-adds', per(1e6, again), 'T', 2),
      kept: array('million multiply-adds', per(1e6, kept), 'T', 2),
      lengths: array('letters read', lengths, 'T', 0),
      times: scalar('again ÷ kept', second.again.cost / second.kept.cost, 0),
      apart: scalar('change of logits', largestChange(second.again.logits, second.kept.logits), 0),
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
      holds: (f) => rows(f.looks).every((row, i) => row.every((x, j) => j <= i || x === 0)),
    },
    sameScores: {
      text: { en: 'all scores of the next letter are the same', zh: '下一个字母的得分全部相同' },
      holds: (f) => f.apart.value === 0,
    },
    stairs: {
      text: {
        en: 'reread, each costs more; kept, about as much',
        zh: '重算一个比一个贵，缓存几乎不变',
      },
      holds: ({ again, kept }) =>
        again.values.every((x, i) => x > (again.values[i - 1] ?? 0)) &&
        Math.max(...kept.values) < 1.1 * Math.min(...kept.values),
    },
  },
});

function read(model: ShakespeareGpt, ids: readonly number[], cache?: KeyValueCache) {
  const trace = new Recorder();
  const logits = Array.from(flat(gpt2(model, [ids], { cache, lastOnly: true }, trace)));
  const next = argmax(logits);
  return Object.assign(new Reading(trace), { cost: multiplyAdds(trace).total, logits, next });
}
