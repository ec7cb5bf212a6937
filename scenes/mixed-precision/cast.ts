/** What the film draws with: one weight's line, its bits, columns over powers of two, and words beside them. */
import type { Region } from '../../src/components/figure/Region';
import {
  NumberLine,
  type NumberLineProps,
  type Window,
} from '../../src/components/plots/NumberLine';
import { Plot } from '../../src/components/plots/Plot';
import {
  PowerHistogram,
  type PowerHistogramProps,
} from '../../src/components/plots/PowerHistogram';
import { NumberView } from '../../src/components/text/NumberView';
import { Words } from '../../src/components/text/Words';
import { BitFields } from '../../src/components/tokens/BitFields';
import type { Stage } from '../../src/film/Stage';
import type { ArrayFact, ScalarFact, TokensFact } from '../../src/lessons/facts';
import type { Role } from '../../src/theme/palette';
import { size } from '../../src/theme/type';
import type { lesson } from './lesson';
import type { script } from './script';

export type PrecisionFacts = Awaited<ReturnType<typeof lesson.facts>>;
type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type PrecisionStage = Stage<PrecisionFacts, Beat, Word>;
type Curve = readonly [name: Word, losses: ArrayFact, role: Role, as: 'dots' | 'curve'];

export const windowOf = ({ values: [from = 0, to = 0] }: ArrayFact): Window => [from, to];

export function cast(stage: PrecisionStage, facts: PrecisionFacts) {
  const sign = Math.sign(facts.path.values[0] ?? 0);
  const marks = [facts.low, facts.high].map(({ value }) => ({
    at: sign * 2 ** value,
    label: `$${sign < 0 ? '-' : ''}2^{${value}}$`,
  }));
  const shared = {
    marks,
    facts: [facts.low, facts.high],
    zone: windowOf(facts.zone),
    hidden: true,
  };
  const axes = {
    xAxis: { label: stage.word('stepAxis'), ticks: facts.axisTicks.value },
    yAxis: { label: stage.word('lossAxis'), ticks: facts.axisTicks.value },
  };
  const words = (text: string, px: number = size.large) =>
    stage.add(new Words({ text, hidden: true, px }));
  return {
    words,
    line: (props: Pick<NumberLineProps, 'path' | 'pushes' | 'role'>) =>
      stage.add(new NumberLine({ ...shared, ticks: facts.ticks, window: windowOf(facts.way), ...props })), // prettier-ignore
    /** A line under its name, or beside it where the room is low. */
    titled: (name: Words, line: NumberLine, room: Region, low = false) => {
      const [top, rest] = room.cut('above', size.large);
      name.position(() => top.point(-1, 0).add([name.extent().x / 2, 0]));
      line.fill(low ? room : rest, { most: { px: low ? size.large : 1.4 * size.large } });
    },
    bits: (of: TokensFact, mantissa: ScalarFact) => {
      const fields = [
        { label: stage.word('sign'), length: 1, role: 'muted' },
        { label: stage.word('exponent'), length: of.values.length - 1 - mantissa.value, role: 'position' }, // prettier-ignore
        { label: stage.word('mantissa'), length: mantissa.value, role: 'pos' },
      ] as const;
      return stage.add(new BitFields({ bits: of, fields, hidden: true }));
    },
    number: (fact: ScalarFact, after: string) =>
      stage.add(new NumberView({ fact, role: 'warning', after, px: 2 * size.large, hidden: true })),
    hill: (props: Omit<PowerHistogramProps, 'window'>, { values: [from = 0, to = 0] }: ArrayFact) =>
      stage.add(new PowerHistogram({ hidden: true, window: [from, to], ...props })),
    curves: (curves: readonly Curve[], room: Region) => {
      const series = curves.map(([name, y, role, as = 'curve']) => ({ name, x: facts.checks, y, role, ...(as && { as }), label: stage.word(name) }) as const); // prettier-ignore
      return stage.add(new Plot({ series, ...axes, opacity: 0 }).fill(room));
    },
  };
}
