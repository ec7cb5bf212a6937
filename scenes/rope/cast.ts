/** What lives through the film: the text with its places, its bars, and the clocks, whose hands turn with two places m and n. */
import { all, createSignal, delay, type ThreadGenerator } from '@motion-canvas/core';
import { Dial } from '../../src/components/dials/Dial';
import type { Figure } from '../../src/components/figure/Figure';
import { Formula } from '../../src/components/formula/Formula';
import { NumberView } from '../../src/components/text/NumberView';
import { TokenBars } from '../../src/components/tokens/TokenBars';
import { TokenPlaces } from '../../src/components/tokens/TokenPlaces';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import { Words } from '../../src/components/text/Words';
import type { Stage } from '../../src/film/Stage';
import { entry, slice } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import type { RopeFacts } from './ropeFacts';
import type { script } from './script';

type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type RopeStage = Stage<RopeFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export const law = [
  String.raw`(R_{\term{query}{m}}\,\q)\cdot(R_{\term{key}{n}}\,\k)`,
  String.raw`=\q\cdot R_{\term{position}{n-m}}\,\k`,
] as const;

/** What clocks and what stands beside them need at least. */
const sideWidth = 10 * size.large;

export function cast(stage: RopeStage, facts: RopeFacts) {
  const [m, n, shift, origin, aside] = [0, 0, 0, 0, 0].map((start) =>
    createSignal(start),
  ) as Signals;
  const [strip, picture] = stage.body.cut('below', size.token + 2 * size.label);
  const count = facts.characters.values.length;
  const most = count + facts.prefix.values.length;
  /** Places that a key is put to, and what stands after the query. */
  const reached = facts.distances.values.length + count - 1 - facts.queryAt.value;
  const pitch = Math.min(
    strip.width / most,
    (strip.width - sideWidth - gap.wide) / reached,
    2 * size.large,
  );
  const box = { pitch, boxHeight: size.token * 1.9, boxWidth: pitch - gap.small };
  const letter = Math.max(size.small, Math.min(size.large * 0.8, box.boxWidth - gap.small));
  const look = { face: 'numbers', px: letter, ...box } as const;

  const row = stage.add(new TokenRow({ tokens: facts.characters, ...look }));
  const prefix = stage.add(new TokenRow({ tokens: facts.prefix, ...look, hidden: true }));
  /** In the middle, then at the right. */
  const free = (strip.width - count * pitch) / 2;
  row.position(() =>
    strip.point(0, -1).add([(shift() * pitch) / 2 + aside() * free, box.boxHeight / 2]),
  );
  prefix.position(() => row.position().addX((-most * pitch) / 2));
  const twins = { [facts.nearAt.value]: 'key', [facts.farAt.value]: 'key' } as const;
  const marked = { [facts.queryAt.value]: 'query', ...twins } as const;
  const px = Math.max(size.small, Math.min(size.label, pitch / 2));
  const places = stage.add(new TokenPlaces({ of: row, marked, lit: 1, px }));
  const first = () => places.first() - facts.prefix.values.length;
  stage.add(new TokenPlaces({ of: prefix, first, px, opacity: () => places.opacity() }));
  const { percent: values, blindPercent: also } = facts;
  const height = picture.rows(3, 5)[1].height;
  const bars = stage.add(
    new TokenBars({ of: row, values, also, marked: twins, height, hidden: true }),
  );

  /** Over a letter, or between two of them. */
  const over = (letter: number) =>
    row.position().add([(letter - (count - 1) / 2) * pitch, -box.boxHeight / 2 - size.label * 0.7]);
  const rider = (role: 'query' | 'key', place: () => number) => {
    const side = role === 'query' ? 1 : -1; // the query is never before the key
    const apart = () => side * gap.small * Math.max(0, 1 - Math.abs(m() - n()));
    const position = () => over(origin() + place() - shift()).addX(apart());
    return stage.add(new Formula({ tex: role === 'query' ? '\\q' : '\\k', opacity: 0, position }));
  };
  const riders = [rider('query', m), rider('key', n)] as const;

  /** A key that is only supposed: its letter goes with it and stands for the one that is there. */
  const ghost = createSignal(0);
  const supposed = () => {
    const isBefore = ghost() > 0 && Math.round(m() - n()) > 0;
    return isBefore ? origin() + Math.round(n()) : Number.NaN;
  };
  const tile = stage.add(new TokenRow({ tokens: facts.key, role: 'key', ...look }));
  tile.opacity(() => (Number.isNaN(supposed()) ? 0 : ghost()));
  tile.position(() => row.position().addX(((supposed() || 0) - (count - 1) / 2) * pitch));
  row.tokens(() => {
    const letters = facts.characters.values.map((c, i) => (i === supposed() ? '' : c));
    return { ...facts.characters, values: letters };
  });

  /** Left of the row when it stands at the right, down to the caption's strip. */
  const column = picture.cut('left', strip.width - reached * pitch - gap.wide)[0];
  const note = (word: Word, y: () => number) => {
    const text = { text: stage.word(word), role: 'muted', px: size.small } as const;
    const words = stage.add(new Words({ ...text, opacity: 0 }));
    const near = () => row.position().x - (row.extent().x + words.extent().x) / 2 - gap.normal;
    const x = () => Math.max(near(), strip.left + words.extent().x / 2);
    return words.position(() => [x(), y()]);
  };
  const counted = note('counted', () => row.position().y + size.label);

  /** All arrows of the film are drawn to one scale. */
  const norms = [facts.q, facts.k].flatMap((fact) =>
    facts.theta.values.map((_, i) => Math.hypot(...slice(fact, i).values)),
  );
  const dials = facts.theta.values.map((theta, i) => {
    const arrow = (name: 'query' | 'key', place: () => number) => {
      const [x = 0, y = 0] = slice(name === 'query' ? facts.q : facts.k, i).values;
      const turn = () => place() * theta;
      return { name, role: name, x, y, turn, ghost: false, arc: false, hidden: true } as const;
    };
    return stage.add(
      new Dial({
        radius: size.large,
        span: Math.max(...norms),
        arrows: [arrow('query', m), arrow('key', n)],
        between: { from: 'query', to: 'key', role: 'position' },
        glow: facts.strongest.value,
        opacity: 0,
      }),
    );
  });
  const hands = dials.slice(0, facts.speeds.values.length);
  const angles = hands.map((dial, hand) => {
    const look = { after: '°', px: size.large * 1.2, role: 'position', hidden: true } as const;
    return stage
      .add(new NumberView({ fact: entry(facts.angles, 0, hand), ...look }))
      .place('below', dial, 0);
  });

  /** Both hands go on, whole place by whole place; angles are back when they have arrived. */
  function* walk(
    to: { q?: number; k?: number },
    seconds: number = pace.quick,
    arrived?: (back: number) => ThreadGenerator,
  ): ThreadGenerator {
    const [q, k] = [to.q ?? m(), to.k ?? n()];
    const blanked = q - k === m() - n() ? [] : angles;
    const seen = (share: number) => blanked.map((number) => number.opacity(share, pace.quick / 2));
    yield* all(...seen(0));
    while (m() !== q || n() !== k) {
      yield* all(m(m() + Math.sign(q - m()), seconds), n(n() + Math.sign(k - n()), seconds));
      if (arrived) yield* arrived(Math.round(m() - n()));
    }
    angles.forEach((angle, hand) => angle.fact(entry(facts.angles, Math.round(m() - n()), hand)));
    yield* all(...seen(1));
  }

  /** More text in front, its places counted at once; then both hands go on alike, so that no angle changes. */
  function* push(by: number, seconds: number): ThreadGenerator {
    const hidden = facts.prefix.values.length - shift();
    const come = Array.from({ length: by }, (_, i) => hidden - 1 - i);
    places.first(shift() + by);
    yield* all(
      origin(origin() + by, seconds / 2),
      shift(shift() + by, seconds / 2),
      ...come.map((i) => delay(seconds / 2, prefix.showToken(i, seconds / 2))),
    );
    yield* all(m(m() + by, seconds), n(n() + by, seconds), origin(origin() - by, seconds));
  }

  /** The text alone, at the right, its places counted from letter `from`; both hands swing there alike. */
  function* countFrom(from: number, seconds: number): ThreadGenerator {
    const by = facts.queryAt.value - from - m();
    yield* all(...[places, counted].map((words) => words.opacity(0, pace.quick)));
    yield* prefix.hide(pace.quick);
    yield* all(
      ...[m, n].map((place) => place(place() + by, seconds)),
      origin(from, seconds),
      shift(0, seconds),
      aside(1, seconds),
    );
    places.first(-from);
    yield* all(places.opacity(1, pace.quick), counted.opacity(from > 0 ? 1 : 0, pace.quick));
  }

  /** Pixels of one, where scores are bars. */
  const unit = createSignal(1);
  /** What the next act clears away. */
  const leaving: Figure[] = [];

  return {
    picture, column, row, pitch, bars, leaving, riders, over, dials, hands, angles, n,
    walk, push, countFrom, ghost, note, unit,
  }; // prettier-ignore
}

type Signal = ReturnType<typeof createSignal<number>>;
type Signals = [Signal, Signal, Signal, Signal, Signal];
