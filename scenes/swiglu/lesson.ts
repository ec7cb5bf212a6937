/** One feed-forward neuron at every letter of a text: with ReLU, where it makes one number, and with a gate, where it makes two. */
import { put } from '../../src/engine/interventions/put';
import { llama } from '../../src/engine/models/llama/llama';
import { movedShares, nextTokens } from '../../src/engine/questions/movedShare';
import { argmax, close, dot, sum } from '../../src/lessons/arithmetic';
import { defineLesson } from '../../src/lessons/defineLesson';
import { array, scalar, slice, tokens, type ArrayFact } from '../../src/lessons/facts';
import { shakespeareLlama, shakespeareLlamaRelu, shakespeareText, type ShakespeareLlama } from '../../src/lessons/models'; // prettier-ignore
import { readRun, type Reading } from '../../src/lessons/Reading';
import { atPlace, bothSigns, ofNeuron } from './neurons';
import recorded from './record.json';

const layer = 'block.0';
const given = 'First Citizen:\nCome,';
const letters = shakespeareText({ en: given, zh: given }, { min: 2, max: 20 });
/** How many letters may follow that the film shows. */
const likeliest = 5;
/** A neuron counts that is open at so many places, and has both signs with this share of each. */
const counted = { places: 50, share: 0.1 };
/** SiLU of the gate. */
const [wide, ajar] = [1, 0.5];
const { signs, worth, ...losses } = recorded.values;
/** What the record of `worth` was read on. */
const searchedLetters = 32 * 64;
const nats = 'loss, nats per character';

export const lesson = defineLesson({
  id: 'swiglu',
  params: {
    text: {
      ...letters,
      allowed: `${letters.allowed}, two of them different`,
      schema: letters.schema.refine((line) => new Set(line).size > 1, 'one letter only'),
    },
  },
  async run({ text }) {
    const [model, twin] = await Promise.all([shakespeareLlama(), shakespeareLlamaRelu()]);
    const { hidden_size: C, intermediate_size: F, num_hidden_layers: L } = model.config;
    const ids = model.tokenizer.encode(text);
    const [run, classic] = [read(model, ids), read(twin, ids)];
    const last = ids.length - 1;
    const [raw, gate, value, product] = (
      ['ffn_gate', 'ffn_gate_activation', 'ffn_hidden', 'ffn_activation'] as const
    ).map((name) => run.fact(name)) as [ArrayFact, ArrayFact, ArrayFact, ArrayFact];
    const column = (n: number) =>
      Array.from({ length: C }, (_, c) => matrix(model, 'down').at(c, n));

    // Of the model and of its twin, the neuron that says most at the last letter.
    const neuron = argmax(atPlace(product, last).map(Math.abs));
    const said = classic.fact('ffn_activation');
    const one = argmax(atPlace(said, last));
    const both = bothSigns(gate, product);

    const off = { [`${layer}.ffn_activation`]: put(0, ({ F }) => F === neuron) };
    const [trained, without] = [{}, off].map((rules) =>
      [...nextTokens(model, [ids], rules)].slice(-model.config.vocab_size),
    ) as [number[], number[]];
    const likely = trained
      .map((on, id) => ({ id, either: Math.max(on, without[id] ?? 0) }))
      .sort((a, b) => b.either - a.either)
      .slice(0, likeliest);
    const guess = (of: string, shares: readonly number[]) =>
      array(of, likely.map(({ id }) => 100 * (shares[id] ?? NaN)), 'V', 1); // prettier-ignore
    const openAt = (n: number, above: number) =>
      ofNeuron(gate, n).values.flatMap((x, t) => (x > above ? [t] : []));
    const siluOf = Array.from({ length: 81 }, (_, i) => -4 + i / 10);
    const moved = movedShares(model, [ids], [off])[0] ?? [];
    const [openPlaces = 0, movedOpen = 0, movedShut = 0] = worth[neuron] ?? [];

    const named = (name: string, n: number) => scalar(name, n, 0);
    const elsewhere = (fact: ArrayFact) => array(`${fact.of}, last letter`, atPlace(fact, last).filter((_, n) => n !== neuron), 'F', 2); // prettier-ignore
    const open = signs.open.flatMap((places, n) =>
      places >= counted.places ? [(signs.plus[n] ?? NaN) / places] : [],
    );
    return {
      text: tokens('text', ids.map((id) => model.tokenizer.decode([id]))), // prettier-ignore
      last: named('last place', last),
      layer: named('layer', 1),
      whole: named('all of it, per cent', 100),
      neuron: named('neuron', neuron),
      neurons: named('L · F', L * F),
      inLayer: named('F', F),
      width: named('C', C),
      next: tokens('next', likely.map(({ id }) => model.tokenizer.decode([id]))), // prettier-ignore
      guess: guess('per cent', trained),
      guessOff: guess('per cent without the neuron', without),
      moved: array('per cent moved', [...moved].map((share) => 100 * share), 'T', 0), // prettier-ignore

      classicRow: slice(classic.fact('layer_norm_2'), last),
      classicAsk: array('up_proj of the twin', matrix(twin, 'up').part(one), 'C', 2),
      classic: ofNeuron(classic.fact('ffn_hidden'), one),
      speaks: array('places with x above 0', ofNeuron(said, one).values.flatMap((y, t) => (y > 0 ? [t] : [])), 'N', 0), // prettier-ignore
      classicSaid: ofNeuron(said, one),
      classicLeast: scalar('least ffn_activation of the twin', Math.min(...said.values), 2),

      row: slice(run.fact('layer_norm_2'), last),
      askGate: array('gate_proj', matrix(model, 'gate').part(neuron), 'C', 2),
      askValue: array('up_proj', matrix(model, 'up').part(neuron), 'C', 2),
      adds: array('down_proj', column(neuron), 'C', 2),
      raw: ofNeuron(raw, neuron),
      gate: ofNeuron(gate, neuron),
      openAt: array(
        'places with the gate above 1',
        [...new Set([...openAt(neuron, wide), last])],
        'N',
        0,
      ),
      siluOf: array('x', siluOf, 'N', 2),
      silu: array('SiLU(x)', siluOf.map(silu), 'N', 2),
      relu: array('max(0, x)', siluOf.map((x) => Math.max(0, x)), 'N', 2), // prettier-ignore
      value: ofNeuron(value, neuron),
      product: ofNeuron(product, neuron),
      rawProduct: array('gate before SiLU × value', ofNeuron(raw, neuron).values.map((x, t) => x * (ofNeuron(value, neuron).values[t] ?? NaN)), 'T', 2), // prettier-ignore
      otherGates: elsewhere(gate),
      otherValues: elsewhere(value),
      otherProducts: elsewhere(product),
      nextLargest: scalar('largest |product| of the others', Math.max(...elsewhere(product).values.map(Math.abs)), 2), // prettier-ignore

      signed: named('neuron', both.neuron),
      plusAt: named('place of the largest plus', both.plus),
      minusAt: named('place of the largest minus', both.minus),
      signedOpenAt: array('places of these letters with the gate above ½', openAt(both.neuron, ajar).filter((t) => [both.plus, both.minus].some((at) => ids[at] === ids[t])), 'N', 0), // prettier-ignore
      signedGate: ofNeuron(gate, both.neuron),
      signedValue: ofNeuron(value, both.neuron),
      signedProduct: ofNeuron(product, both.neuron),

      searched: named('unseen letters', searchedLetters),
      openPlaces: named('places with SiLU of the gate above 1', openPlaces),
      movedOpen: scalar('per cent moved where open', 100 * movedOpen, 0),
      movedShut: scalar('per cent moved elsewhere', 100 * movedShut, 0),
      openNeurons: named('neurons open at 50 places', open.length),
      bothNeurons: named('of these with a tenth of each sign', open.filter((plus) => Math.min(plus, 1 - plus) >= counted.share).length), // prettier-ignore
      plusShares: array('per cent plus', open.map((plus) => 100 * plus).sort((a, b) => a - b), 'F', 0), // prettier-ignore
      losses: array(
        nats,
        [losses.lossTrained, losses.lossNoMinus, losses.lossGatesFrozen, losses.lossTwin],
        'N',
        3,
      ),
      steps: array('updates', losses.curveSwiglu.steps, 'N', 0),
      checksTwin: array(nats, losses.curveRelu.losses, 'N', 3),
      checks: array(nats, losses.curveSwiglu.losses, 'N', 3),
      weights: named('3 · C · F', 3 * C * F),
      weightsTwin: named('2 · C · F of the twin', 2 * C * twin.config.intermediate_size),
    };
  },
  claims: {
    compared: {
      text: { en: 'each number is a row · a learned row', zh: '每个数都是一行与一行权重的点积' },
      holds: (f) =>
        close(dot(f.classicRow.values, f.classicAsk.values), f.classic.values[f.last.value]) &&
        close(dot(f.row.values, f.askGate.values), f.raw.values[f.last.value]) &&
        close(dot(f.row.values, f.askValue.values), f.value.values[f.last.value]),
    },
    relu: {
      text: { en: 'the ReLU neuron says max(0, x)', zh: 'ReLU 神经元说 max(0, x)' },
      holds: (f) =>
        f.classicSaid.values.every((y, t) => y === Math.max(0, f.classic.values[t] ?? NaN)),
    },
    never: {
      text: { en: 'no ReLU neuron says minus', zh: '没有 ReLU 神经元说负' },
      holds: (f) => f.classicLeast.value >= 0,
    },
    silu: {
      text: { en: 'the gate is x · σ(x) at every letter', zh: '每个字符处门都是 x·σ(x)' },
      holds: (f) =>
        f.gate.values.every((y, t) => close(y, silu(f.raw.values[t] ?? NaN)) && y > -lowestSilu),
    },
    product: {
      text: { en: 'gate times value is what it says', zh: '门乘值就是它说的' },
      holds: (f) =>
        f.product.values.every((x, t) => close(x, times(f.gate, f.value, t))) &&
        f.signedProduct.values.every((x, t) => close(x, times(f.signedGate, f.signedValue, t))),
    },
    others: {
      text: {
        en: 'most gates are nearly shut, and no other neuron says more',
        zh: '多数门几乎关着，其余神经元都不超过它',
      },
      holds: (f) =>
        f.otherProducts.values.every((x) => Math.abs(x) <= f.nextLargest.value) &&
        Math.abs(f.product.values[f.last.value] ?? NaN) >= f.nextLargest.value &&
        f.otherGates.values.filter((x) => x < shut).length > f.inLayer.value / 2 &&
        f.otherProducts.values.length === f.inLayer.value - 1,
    },
    guesses: {
      text: { en: 'what follows, with and without it, in per cent', zh: '有它和没有它时的百分比' },
      holds: (f) => [f.guess, f.guessOff].every(({ values }) => sum(values) <= 100 + 1e-4),
    },
    when: {
      text: { en: 'off, it moves guesses where it was open', zh: '关掉后，变的是门开处的猜测' },
      holds: (f) => f.openPlaces.value < seldom || f.movedOpen.value >= f.movedShut.value,
    },
    signs: {
      text: { en: 'one gate open twice, one plus and one minus', zh: '同一扇门两次打开，一正一负' },
      holds: (f) => {
        const [plus, minus] = [f.plusAt.value, f.minusAt.value];
        const [gates, said] = [f.signedGate.values, f.signedProduct.values];
        return (
          Math.min(gates[plus] ?? NaN, gates[minus] ?? NaN) > 0 &&
          (said[plus] ?? NaN) > 0 &&
          (said[minus] ?? NaN) < 0
        );
      },
    },
    counted: {
      text: { en: 'most neurons that open use both signs', zh: '会开门的神经元大多两种符号都用' },
      holds: (f) => f.bothNeurons.value > f.openNeurons.value / 2,
    },
    struck: {
      text: {
        en: 'without signs or moving gates it loses more',
        zh: '没有负号或门不动时，损失更大',
      },
      holds: ({ losses: { values } }) => {
        const [trained = NaN, noMinus = NaN, frozen = NaN] = values;
        return trained < noMinus && noMinus < frozen;
      },
    },
    ahead: {
      text: { en: 'ahead of its twin at every check', zh: '每次检验都领先于孪生模型' },
      holds: (f) =>
        f.checks.values.every((x, i) => x < (f.checksTwin.values[i] ?? NaN)) &&
        (f.losses.values[0] ?? NaN) < (f.losses.values[3] ?? NaN),
    },
    asManyWeights: {
      text: { en: 'as many weights within one per cent', zh: '权重数相差不到百分之一' },
      holds: (f) => Math.abs(f.weights.value / f.weightsTwin.value - 1) < 0.01,
    },
  },
});

/** A gate below is nearly shut. */
const shut = 0.25;
/** Fewer places tell nothing. */
const seldom = 8;
/** Of SiLU, below zero. */
const lowestSilu = 0.27847;
const silu = (x: number) => x / (1 + Math.exp(-x));
const times = (a: ArrayFact, b: ArrayFact, t: number) =>
  (a.values[t] ?? NaN) * (b.values[t] ?? NaN);

const read = (model: ShakespeareLlama, ids: readonly number[]): Reading =>
  readRun((trace) => llama(model, [ids], {}, trace)).within(layer);

function matrix({ params }: ShakespeareLlama, name: 'gate' | 'up' | 'down') {
  const found = params[`model.layers.0.mlp.${name}_proj.weight`];
  if (found) return found;
  throw new Error(`the first layer has no ${name}_proj`);
}
