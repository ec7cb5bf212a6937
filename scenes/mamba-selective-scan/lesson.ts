/** How selective-copy's memory chooses: one number of its state along a stream, and what it becomes when Δ no longer chooses. */
import { average } from '../../src/engine/interventions/average';
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { mamba } from '../../src/engine/models/mamba/mamba';
import type { MambaConfig } from '../../src/engine/models/mamba/MambaConfig';
import {
  copying,
  copyingTokenizer,
  isNoise,
  isSymbol,
} from '../../src/engine/tasks/selectiveCopying';
import { Recorder } from '../../src/engine/trace/Recorder';
import { close, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, scalar, tokens } from '../../src/lessons/facts';
import {
  selectiveCopy,
  selectiveCopyInvariant,
  type SelectiveCopy,
} from '../../src/lessons/models';
import { answerOf, followed, seesNoiseOnly } from './channel';
import { values as recorded } from './record.json';
import { stream } from './stream';

const { layer, channel, entry } = followed;

export const lesson = defineLesson({
  id: 'mamba-selective-scan',
  params: { stream },
  async run({ stream: text }) {
    const [model, twin] = await Promise.all([selectiveCopy(), selectiveCopyInvariant()]);
    const { conv_kernel: K } = model.config;
    const ids = copyingTokenizer.encode(text);
    const due = ids.filter(isSymbol);
    const [run, pinned, other] = [read(model, ids), read(model, ids, frozen), read(twin, ids)];

    // Steps whose window is full, by what they see.
    const steps = ids.map((_, t) => t).slice(K - 1);
    const quiet = steps.filter((t) => seesNoiseOnly(ids, t, K));
    const loud = steps.filter((t) => !quiet.includes(t));
    const symbolAt = steps.find((t) => isSymbol(ids[t] ?? 0)) ?? K - 1;
    const window = steps.filter((t) => t >= symbolAt && t < symbolAt + K);
    const wide = window.reduce((best, t) => (at(run.delta, t) > at(run.delta, best) ? t : best));
    const calm = quiet.find((t) => t > wide) ?? quiet[0] ?? K - 1;

    const rise = (t: number) => at(run.state, t) - at(run.state, t - 1);
    const share = (part: readonly number[], all: readonly number[]) => (100 * sum(part)) / sum(all);
    const pick = (values: readonly number[], of: readonly number[]) => of.map((t) => at(values, t));
    const deltas = (of: readonly number[]) => pick(run.delta, of);
    // Σ Δ from the first step on, as long as the stream in all.
    const passed = (t: number) => sum(deltas(steps.filter((step) => step <= t && step > K - 1)));
    const stretch = (ids.length - K) / passed(ids.length - 1);
    const ownTime = ids.map((_, t) => K - 1 + stretch * passed(t));

    const letters = (of: string, some: readonly number[]) =>
      tokens(
        of,
        some.map((id) => copyingTokenizer.decode([id])),
      );
    const stepped = (t: number) => ({
      before: scalar('state, the step before', at(run.state, t - 1), 3),
      keep: scalar('decay', at(run.decay, t), 3),
      add: scalar('delta · Bsel · x', at(run.delta, t) * at(run.Bsel, t) * at(run.x, t), 3),
      after: scalar('state', at(run.state, t), 3),
    });
    const [noise, symbol] = [stepped(calm), stepped(wide)];
    const seen = (of: string, at: readonly number[]) => array(of, at, 'T', 0);
    return {
      stream: letters('stream', ids),
      due: letters('symbols', due),
      answer: letters('answer', run.answer),
      twinAnswer: letters('answer, time-invariant', other.answer),
      frozenAnswer: letters('answer, Δ frozen', pinned.answer),
      length: scalar('T', ids.length, 0),
      noise: scalar('tokens of noise', ids.filter(isNoise).length, 0),
      kept: scalar('symbols', due.length, 0),
      held: scalar('L · E · (N + K − 1)', numbersHeld(model.config), 0),
      twinHeld: scalar('L · E · (N + K − 1)', numbersHeld(twin.config), 0),
      entries: scalar('N', run.memory.length, 0),
      channel: scalar('channel', channel, 0),
      sees: scalar('K', K, 0),
      memory: array('state', run.memory, 'N T', 2),
      x: array('x', pick(run.x, steps), 'T', 3),
      xLeast: scalar('x, least', Math.min(...pick(run.x, steps)), 3),
      xMost: scalar('x, most', Math.max(...pick(run.x, steps)), 3),
      steps: seen('steps', steps),
      quiet: seen('steps that see noise only', quiet),
      loud: seen('steps that see a symbol', loud),
      quietDelta: array('delta', deltas(quiet), 'T', 4),
      loudDelta: array('delta', deltas(loud), 'T', 4),
      quietPinned: array('delta, frozen', pick(pinned.delta, quiet), 'T', 4),
      loudPinned: array('delta, frozen', pick(pinned.delta, loud), 'T', 4),
      quietState: array('state', pick(run.state, quiet), 'T', 3),
      loudState: array('state', pick(run.state, loud), 'T', 3),
      quietOwnTime: seen('own time', pick(ownTime, quiet)),
      loudOwnTime: seen('own time', pick(ownTime, loud)),
      deltaNoise: scalar('delta', at(run.delta, calm), 4),
      deltaSymbol: scalar('delta', at(run.delta, wide), 4),
      ratio: scalar('Δ ÷ Δ on noise', at(run.delta, wide) / at(run.delta, calm), 0),
      symbol: letters('symbol', ids.slice(symbolAt, symbolAt + 1)),
      noiseStep: scalar('t', calm, 0),
      symbolStep: scalar('t', wide, 0),
      lag: scalar('steps after the symbol', wide - symbolAt, 0),
      noiseBefore: noise.before,
      noiseKeep: noise.keep,
      noiseAdd: noise.add,
      noiseAfter: noise.after,
      symbolBefore: symbol.before,
      symbolKeep: symbol.keep,
      symbolAdd: symbol.add,
      symbolAfter: symbol.after,
      state: array('state', pick(run.state, steps), 'T', 3),
      frozenState: array('state, Δ frozen', pick(pinned.state, steps), 'T', 3),
      quietPlaces: scalar('steps that see noise only, %', (100 * quiet.length) / steps.length, 0),
      quietRise: scalar('rise on noise, %', share(quiet.map(rise), steps.slice(1).map(rise)), 0),
      quietTime: scalar('Σ delta on noise, %', share(deltas(quiet), deltas(steps)), 0),
      ownTime: seen('own time', pick(ownTime, steps)),
      levelNames: seen(
        'symbols passed',
        recorded.levels.map((_, count) => count),
      ),
      levels: array(
        'mean state by symbols passed',
        recorded.levels.map((level) => level.mean),
        'n',
        2,
      ),
      streams: scalar('streams never seen', recorded.told.streams, 0),
      whole: scalar('streams told whole', recorded.told.whole, 0),
      frozenWhole: scalar('streams told whole, Δ frozen', recorded.toldFrozen.whole, 0),
      twinWhole: scalar('streams told whole, time-invariant', recorded.toldInvariant.whole, 0),
    };
  },
  claims: {
    sameSize: {
      text: { en: 'both memories hold as many numbers', zh: '两份记忆一样大' },
      holds: (f) => f.held.value === f.twinHeld.value,
    },
    needed: {
      text: { en: 'the channel is one of the three needed most', zh: '这个通道是最要紧的三个之一' },
      holds: () => {
        const three = recorded.needs.slice(0, 3);
        const own = three.find((need) => need.layer === layer && need.channel === channel);
        return own !== undefined && three.every(({ contrast }) => contrast <= own.contrast);
      },
    },
    gate: {
      text: {
        en: 'Δ is one value on noise, and larger at the symbol',
        zh: '只见噪声时 Δ 是同一个值，遇到符号更大',
      },
      holds: (f) =>
        f.quietDelta.values.every((delta) => close(delta, f.deltaNoise.value)) &&
        f.deltaSymbol.value > f.deltaNoise.value,
    },
    recurrence: {
      text: { en: 'new state = Ā · old state + Δ · B · x', zh: '新状态 = Ā · 旧状态 + Δ · B · x' },
      holds: (f) =>
        close(f.noiseAfter.value, f.noiseKeep.value * f.noiseBefore.value + f.noiseAdd.value) &&
        close(f.symbolAfter.value, f.symbolKeep.value * f.symbolBefore.value + f.symbolAdd.value),
    },
    writes: {
      text: {
        en: 'more is written, and less kept, with the symbol in sight',
        zh: '看得见符号时写入更多、保留更少',
      },
      holds: (f) => f.symbolAdd.value > f.noiseAdd.value && f.symbolKeep.value < f.noiseKeep.value,
    },
    stairs: {
      text: {
        en: 'noise has a smaller share of the rise than of the steps',
        zh: '噪声在上升中的份额小于在步数中的份额',
      },
      holds: (f) => f.quietRise.value < f.quietPlaces.value,
    },
    counts: {
      text: { en: 'each symbol more is a higher level', zh: '每多一个符号，台阶就高一级' },
      holds: ({ levels }) =>
        levels.values.every((level, i) => i === 0 || level > at(levels.values, i - 1)),
    },
    frozen: {
      text: {
        en: 'with Δ frozen no stream is told whole, and without choice from the start few',
        zh: '固定 Δ 后没有一条流全对；从头不带选择的也很少',
      },
      holds: (f) => f.frozenWhole.value === 0 && f.twinWhole.value < f.whole.value / 2,
    },
    ownTime: {
      text: {
        en: 'noise takes a smaller share of the time than of the steps',
        zh: '噪声占的时间份额小于步数份额',
      },
      holds: (f) => f.quietTime.value < f.quietPlaces.value,
    },
  },
});

const frozen: Interventions = { 'block.*.delta': average('T') };
const at = (values: readonly number[], t: number): number => values[t] ?? (t < 0 ? 0 : NaN);
const numbersHeld = ({
  num_hidden_layers: L,
  intermediate_size: E,
  state_size: N,
  conv_kernel: K,
}: MambaConfig) => L * E * (N + K - 1);

/** The followed number along the stream, what makes it, and the answer to as many questions as there are symbols. */
function read(model: SelectiveCopy, ids: readonly number[], rules: Interventions = {}) {
  const trace = new Recorder();
  const asked = copyingTokenizer.encode('?'.repeat(copying.kept));
  const logits = intervene(rules, (to) => mamba(model, [[...ids, ...asked]], {}, to), trace);
  const along = (name: string, ...place: readonly number[]) => {
    const step = trace.get(`block.${layer}.${name}`);
    return ids.map((_, t) => step.at(0, t, ...place));
  };
  return {
    answer: answerOf(logits.part(0)),
    x: along('convolution_activation', channel),
    delta: along('delta', channel),
    decay: along('decay', channel, entry),
    state: along('state', channel, entry),
    memory: [...Array(model.config.state_size).keys()].map((n) => along('state', channel, n)),
    Bsel: model.config.selective === false ? [] : along('Bsel', entry),
  };
}
