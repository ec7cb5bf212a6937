/** What lives through the film: the text, the plane of one neuron, and rows of numbers with what comes of them. */
import { all, createSignal } from '@motion-canvas/core';
import type { Region } from '../../src/components/figure/Region';
import { VectorView } from '../../src/components/grids/VectorView';
import { Plane, type PlanePoints } from '../../src/components/plots/Plane';
import { Plot } from '../../src/components/plots/Plot';
import { NumberView } from '../../src/components/text/NumberView';
import { Words } from '../../src/components/text/Words';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { entry, type ArrayFact, type ScalarFact } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

export type SwigluFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type SwigluStage = Stage<SwigluFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export function cast(stage: SwigluStage, facts: SwigluFacts) {
  const last = facts.last.value;
  const letters = facts.text.values.map((_, t) => t);
  const [strip, main] = stage.body.cut('below', 2 * size.large);
  const [left, right] = main.columns(1, 1);
  const [lines, low] = left.cut('above', gap.normal)[1].rows(6, 5);
  const [rowLine, gateLine, valueLine] = lines.spaced(gap.small).rows(1, 1, 1);
  const [over, wide] = main.cut('above', size.large);
  const [planeName, planeRoom] = right.cut('above', size.large);

  const pitch = Math.min(strip.width / letters.length, 2 * size.large);
  const row = new TokenRow({ tokens: facts.text, face: 'numbers', px: size.heading, pitch, boxWidth: pitch - gap.small }); // prettier-ignore
  stage.add(row.position(strip.center));

  const words = (text: string, role: Role = 'muted') =>
    stage.add(new Words({ text, role, hidden: true }));
  const centred = (title: Words, room: Region) => title.position(room.center);
  const atLeft = (title: Words, room: Region) =>
    title.position(() => room.point(-1, -1).add(title.extent().scale(0.5)));
  const number = (fact: ScalarFact, role: Role, px: number = size.large) =>
    stage.add(new NumberView({ fact, role, px, hidden: true }));

  // Many numbers as colours under their name, what comes of them at the end
  const line = (values: ArrayFact, title: string, room: Region) => {
    const [colours, end] = room.spaced(0).columns(5, 1);
    const look = { cellWidth: colours.width / facts.width.value, cellHeight: 1.3 * size.large, gap: 0, numbers: false } as const; // prettier-ignore
    const view = stage.add(new VectorView({ values, ...look, hidden: true }));
    const name = atLeft(words(title), room);
    view.position(room.point(-1, -1).add([view.extent().x / 2, size.label * 2.4]));
    const outcome = (fact: ArrayFact, role: Role) =>
      number(entry(fact, last), role).position([end.center.x, view.position().y]);
    return { view, name, outcome, show: () => all(view.reveal(), name.reveal()) };
  };

  const points = (x: ArrayFact, y: ArrayFact, product: ArrayFact): PlanePoints => ({ x, y, product }); // prettier-ignore
  const ours = points(facts.gate, facts.value, facts.product);
  const [whenLabel, whatLabel] = [
    createSignal(stage.word('whenZ')),
    createSignal(stage.word('whatZ')),
  ];
  const axes = {
    xAxis: { label: whenLabel, role: 'query', holds: [facts.raw, facts.classic, facts.otherGates, facts.signedGate] }, // prettier-ignore
    yAxis: { label: whatLabel, role: 'value', holds: [facts.classic, facts.value, facts.otherValues, facts.signedValue] }, // prettier-ignore
    quarters: [
      { name: 'silent', x: 'left', y: 'both', label: stage.word('silent'), role: 'muted' },
      { name: 'plus', x: 'right', y: 'upper', label: stage.word('plus'), role: 'pos' },
      { name: 'minus', x: 'right', y: 'lower', label: stage.word('minus'), role: 'neg' },
    ],
  } as const;
  const planeOf = (of: PlanePoints) =>
    stage.add(new Plane({ points: of, labels: facts.text, ...axes, hidden: true }));
  const everyNeuron = points(facts.otherGates, facts.otherValues, facts.otherProducts);
  const crowd = stage.add(new Plane({ points: everyNeuron, labels: [], ...axes, hidden: true, opacity: 0.55 })); // prettier-ignore
  const plane = planeOf(points(facts.classic, facts.classic, facts.classicSaid));
  for (const one of [plane, crowd]) one.fill(planeRoom);
  const subject = centred(words(stage.word('twin')), planeName);
  const activation = (name: 'relu' | 'silu', x: ArrayFact, y: ArrayFact) => {
    const series = [
      { name, x: facts.siluOf, y: facts[name], role: 'query' },
      { name: 'letters', x, y, as: 'dots', role: 'text' },
    ] as const;
    const plot = new Plot({ series, xAxis: { ticks: 2 }, yAxis: { ticks: 2, label: stage.word(name) }, grid: false, opacity: 0 }); // prettier-ignore
    return stage.add(plot.fill(low));
  };

  return {
    main, low, lines: { rowLine, gateLine, valueLine }, over, wide, letters, row, plane, crowd, subject, ours, points, planeOf,
    words, centred, atLeft, number, line, activation, whenLabel, whatLabel,
  }; // prettier-ignore
}
