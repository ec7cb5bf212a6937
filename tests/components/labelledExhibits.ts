/** Everything that a figure's author writes, with the markup of captions: it is set, and never shown as it is spelled. */
import { Vector2 } from '@motion-canvas/core';
import { Dial } from '../../src/components/dials/Dial';
import type { Figure } from '../../src/components/figure/Figure';
import { Flow } from '../../src/components/flow/Flow';
import { Panel } from '../../src/components/flow/Panel';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { PairedVector } from '../../src/components/grids/PairedVector';
import { VectorView } from '../../src/components/grids/VectorView';
import { Arrow } from '../../src/components/marks/Arrow';
import { Brace } from '../../src/components/marks/Brace';
import { Bars } from '../../src/components/plots/Bars';
import { Plot } from '../../src/components/plots/Plot';
import { ShareBar } from '../../src/components/plots/ShareBar';
import { NumberTable } from '../../src/components/tables/NumberTable';
import { VocabularyList } from '../../src/components/tokens/VocabularyList';
import type { ArrayFact, TokensFact } from '../../src/lessons/facts';
import type { Palette } from '../../src/theme/palette';

/** Two full-width marks side by side, a role and a formula. */
export const marked = String.raw`前）（后{query:Q}$\sqrt{D}\k$`;

const fact = (...shape: number[]): ArrayFact => ({
  kind: 'array',
  of: 'labelled',
  dims: shape.map(() => 'T'),
  shape,
  values: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5),
  decimals: 1,
});
const token: TokensFact = { kind: 'tokens', of: 'token', values: ['$a${b}\\q'] };
const end = (x: number) => () => new Vector2(x, 0);

/** How often each shows `marked`. */
export const labelled: Readonly<Record<string, readonly [times: number, () => Figure]>> = {
  'an arrow': [1, () => new Arrow({ from: end(-300), to: end(300), label: marked })],
  'a brace': [1, () => new Brace({ around: [new Panel({ text: 'x' })], label: marked })],
  'a matrix': [
    3,
    () =>
      new MatrixView({
        values: fact(1, 1),
        title: marked,
        rowLabels: [marked],
        columnLabels: [marked],
      }),
  ],
  'a vector': [2, () => new VectorView({ values: fact(1), title: marked, labels: [marked] })],
  'a vector of pairs': [1, () => new PairedVector({ values: fact(1, 2), title: marked })],
  bars: [2, () => new Bars({ values: fact(1), labels: [marked], total, totalLabel: marked })],
  'a bar of shares': [1, () => new ShareBar({ values: fact(1), labels: [marked] })],
  'a plot': [
    4,
    () =>
      new Plot({
        xAxis: { label: marked },
        yAxis: { label: marked },
        lines: [{ name: 'goal', y: 1, label: marked, reveal: 1 }],
        series: [{ name: 'curve', y: [1, 2], label: marked, reveal: 1 }],
      }),
  ],
  'a dial': [
    3,
    () =>
      new Dial({
        arrows: [
          { name: 'q', x: 1, y: 0, turn: 1, role: 'value', label: marked, arcLabel: marked },
        ],
        label: marked,
      }),
  ],
  'a table': [1, () => new NumberTable({ columns: [{ header: marked }], rows: [[1]] })],
  'a list': [1, () => new VocabularyList({ entries: [], rows: 1, title: marked, ...room })],
  'a panel': [1, () => new Panel({ text: marked })],
  'a flow': [
    3,
    () =>
      new Flow({
        steps: [
          { name: 'a', text: marked },
          { name: 'b', text: 'b', label: marked },
        ],
        repeats: [{ from: 'a', to: 'b', label: marked }],
      }),
  ],
};

/** A viewer's own text is no markup. */
export const unmarked: Readonly<Record<string, () => Figure>> = {
  'a matrix': () => new MatrixView({ values: fact(1, 1), rowLabels: token }),
  'a vector': () => new VectorView({ values: fact(1), labels: token }),
  bars: () => new Bars({ values: fact(1), labels: token }),
  'a bar of shares': () => new ShareBar({ values: fact(1), labels: token }),
};

const spelled = token.values[0] ?? '';

const total = { kind: 'scalar', of: 'total', value: 1, decimals: 1 } as const;
const room = { width: 800, height: 600 } as const;

/** Mounted alone: throws where it writes markup as it is spelled, or tokens as markup. */
export function readLabels(figure: Figure, times: number, palette: Palette) {
  const texts = textsOf(figure);
  const all = texts.map(([text]) => text).join('');
  const count = (text: string, color: string) =>
    texts.filter((mark) => mark[0] === text && mark[1] === color.toLowerCase()).length;
  const counts = {
    '）（ tightened': texts.filter(([text]) => text.startsWith('（后')).length,
    'Q as a query': count('Q', palette.query),
    'k as a key': count('k', palette.key),
    'D of a formula': texts.filter(([text]) => text === 'D').length,
  };
  for (const [what, found] of Object.entries(counts)) {
    if (found !== times) throw new Error(`${what}: ${found} of ${times} in "${all}"`);
  }
  if (/[\\${}]/.test(all)) throw new Error(`markup can be read in "${all}"`);
}

export function readTokens(figure: Figure) {
  const all = textsOf(figure).map(([text]) => text);
  if (!all.includes(spelled)) throw new Error(`"${spelled}" became "${all.join('')}"`);
}

/** What a figure writes, and in which colour. */
function textsOf(figure: Figure): readonly (readonly [text: string, color: string])[] {
  const texts: (readonly [string, string])[] = [];
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillText = (text) => {
    texts.push([text, String(context.fillStyle)]);
  };
  figure.render(context as unknown as CanvasRenderingContext2D);
  return texts;
}
