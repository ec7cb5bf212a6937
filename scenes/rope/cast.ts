/** What lives through the film: the text with its places, and the clocks, whose hands turn with two places m and n. */
import { all, createSignal, delay, type ThreadGenerator } from '@motion-canvas/core';
import { Dial } from '../../src/components/dials/Dial';
import type { Figure } from '../../src/components/figure/Figure';
import { Formula } from '../../src/components/formula/Formula';
import { NumberView } from '../../src/components/text/NumberView';
import { TokenPlaces } from '../../src/components/tokens/TokenPlaces';
import { TokenRow } from '../../src/components/tokens/TokenRow';
import type { Stage } from '../../src/film/Stage';
import { at, entry } from '../../src/lessons/facts';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import type { RopeFacts } from './ropeFacts';
import type { script } from './script';

type Beat = keyof (typeof script)['beats'];
type Word = keyof (typeof script)['words'];
export type RopeStage = Stage<RopeFacts, Beat, Word>;
export type Cast = ReturnType<typeof cast>;

export const law = String.raw`(R_{\term{query}{m}}\,\term{query}{q})\cdot(R_{\term{key}{n}}\,\term{key}{k})=\term{query}{q}\cdot R_{\term{position}{n-m}}\,\term{key}{k}`;

export function cast(stage: RopeStage, facts: RopeFacts) {
  const [m, n, shift, origin] = [0, 0, 0, 0].map((start) => createSignal(start)) as Signals;
  const [strip, picture] = stage.body.cut('below', size.token + 2 * size.label);
  const count = facts.characters.values.length;
  const most = count + facts.prefix.values.length;
  const pitch = Math.min(strip.width / most, 2 * size.large);
  const box = { pitch, boxHeight: size.token * 1.9, boxWidth: pitch - gap.small };
  const look = { face: 'numbers', px: size.large * 0.8, ...box } as const;

  const row = stage.add(new TokenRow({ tokens: facts.characters, ...look }));
  const prefix = stage.add(new TokenRow({ tokens: facts.prefix, ...look, hidden: true }));
  row.position(() => strip.point(0, -1).add([(shift() * pitch) / 2, box.boxHeight / 2]));
  prefix.position(() => row.position().addX((-most * pitch) / 2));
  const marked = {
    [facts.queryAt.value]: 'query',
    [facts.nearAt.value]: 'key',
    [facts.farAt.value]: 'key',
  } as const;
  const px = Math.max(size.small, Math.min(size.label, pitch / 2));
  const places = stage.add(new TokenPlaces({ of: row, marked, lit: 1, px }));
  const first = () => places.first() - facts.prefix.values.length;
  stage.add(new TokenPlaces({ of: prefix, first, px, opacity: () => places.opacity() }));

  /** Over a letter, or between two of them. */
  const over = (letter: number) =>
    row.position().add([(letter - (count - 1) / 2) * pitch, -box.boxHeight / 2 - size.label * 0.7]);
  const rider = (role: 'query' | 'key', place: () => number) => {
    const side = role === 'query' ? 1 : -1; // the query is never before the key
    const letter = () => origin() + place() - shift();
    return stage.add(
      new Formula({
        tex: role === 'query' ? String.raw`\term{query}{q}` : String.raw`\term{key}{k}`,
        opacity: 0,
        position: () =>
          over(letter()).addX(side * gap.small * Math.max(0, 1 - Math.abs(m() - n()))),
      }),
    );
  };
  const riders = [rider('query', m), rider('key', n)] as const;

  const dials = facts.theta.values.map((theta, i) => {
    const arrow = (name: 'query' | 'key', place: () => number) => ({
      name,
      role: name,
      x: at(facts[name === 'query' ? 'q' : 'k'], i, 0),
      y: at(facts[name === 'query' ? 'q' : 'k'], i, 1),
      turn: () => place() * theta,
      ghost: false,
      arc: false,
      hidden: true,
    });
    return stage.add(
      new Dial({
        radius: size.large,
        arrows: [arrow('query', m), arrow('key', n)],
        between: { from: 'query', to: 'key', role: 'position' },
        glow: facts.strongest.value,
        opacity: 0,
      }),
    );
  });
  const apart = () => Math.round(m() - n());
  const angles = facts.speeds.values.map((_, hand) =>
    stage
      .add(
        new NumberView({
          fact: entry(facts.angles, 0, hand),
          after: '°',
          px: size.large * 1.2,
          role: 'position',
          hidden: true,
        }),
      )
      .place('below', dials[hand] as Dial, 0),
  );

  /** Both hands go on, whole place by whole place; numbers change when they have arrived. */
  function* walk(to: { q?: number; k?: number }, seconds: number = pace.quick): ThreadGenerator {
    const [q, k] = [to.q ?? m(), to.k ?? n()];
    while (m() !== q || n() !== k) {
      const before = apart();
      yield* all(m(m() + Math.sign(q - m()), seconds), n(n() + Math.sign(k - n()), seconds));
      if (apart() !== before) yield* tell();
    }
  }

  function* tell(seconds: number = pace.quick / 2): ThreadGenerator {
    yield* all(
      ...angles.map((angle, hand) => angle.become(entry(facts.angles, apart(), hand), seconds)),
    );
  }

  /** More text in front: both hands go on alike, so that no angle changes. */
  function* push(by: number, seconds: number): ThreadGenerator {
    const hidden = facts.prefix.values.length - shift();
    const shown = Array.from({ length: by }, (_, i) => hidden - 1 - i);
    yield* all(
      m(m() + by, seconds),
      n(n() + by, seconds),
      shift(shift() + by, seconds),
      ...shown.map((i) => delay(seconds * 0.5, prefix.showToken(i, seconds / 2))),
    );
    places.first(shift());
  }

  /** Places count from the query, or from the text's beginning again; both hands swing there alike. */
  function* countFrom(start: 'query' | 'text', seconds: number): ThreadGenerator {
    const query = facts.queryAt.value;
    const to = start === 'query' ? { m: 0, origin: query } : { m: query, origin: 0 };
    yield* all(places.opacity(0, pace.quick), prefix.hide(pace.quick));
    yield* all(
      m(to.m, seconds),
      n(n() - m() + to.m, seconds),
      shift(0, seconds),
      origin(to.origin, seconds),
    );
    places.first(-to.origin);
    yield* places.opacity(1, pace.quick);
  }

  /** What the next act clears away. */
  const leaving: Figure[] = [];

  return {
    picture, row, pitch, leaving, riders, over, dials, angles, m, n, walk, tell, push, countFrom,
  }; // prettier-ignore
}

type Signal = ReturnType<typeof createSignal<number>>;
type Signals = [Signal, Signal, Signal, Signal];
