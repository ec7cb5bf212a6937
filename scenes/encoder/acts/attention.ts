/** Queries meet keys; the scores become shares; the shares mix the values. One head, one word in focus. */
import { all, chain, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { fly } from '../../../src/components/flight/Flight';
import { Formula } from '../../../src/components/formula/Formula';
import { TokenRow } from '../../../src/components/tokens/TokenRow';
import { VectorView } from '../../../src/components/grids/VectorView';
import { wordsAnchor } from '../../../src/components/text/wordsAnchor';
import { Words } from '../../../src/components/text/Words';
import { show } from '../../../src/film/show';
import { gap } from '../../../src/theme/layout';
import { pace } from '../../../src/theme/pace';
import { size } from '../../../src/theme/type';
import { clearNotes, type Cast, type EncoderFacts, type EncoderStage } from '../cast';
import {
  centred,
  deskRow,
  fromLeft,
  glide,
  headSheet,
  middle,
  mostTerms,
  narrowSheet,
  resize,
  ruleRow,
  spot,
} from '../layout';
import { mix } from './mix';
import { lookAtUnits } from './units';

export function* lookAround(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  yield* project(stage, cast);
  yield* score(stage, facts, cast);
  yield* soften(stage, facts, cast);
  yield* lookAtUnits(stage, facts, cast);
  yield* mix(stage, facts, cast);
}

/** Where the cells beside the column of tokens begin. */
const besideTokens = ({ tokens }: Cast) => spot(-1, middle).addX(tokens.extent().x + gap.normal);

/** Every row becomes a query, a key and a value. */
function* project(stage: EncoderStage, cast: Cast): ThreadGenerator {
  const { rows, queries, keys, values, T, C } = cast;
  yield* stage.beat('qkv');
  yield* all(
    resize(rows, narrowSheet(T, C), pace.slow),
    glide(rows, () => fromLeft(rows, besideTokens(cast)), pace.slow),
  );
  let left = fromLeft(rows, besideTokens(cast)).add(rows.cellsBox().center).x;
  left += rows.cellsBox().width / 2 + gap.group;
  for (const [grid, tex] of [
    [queries, String.raw`\term{query}{q} = x\,\term{query}{W_q} + \term{query}{b_q}`],
    [keys, String.raw`\term{key}{k} = x\,\term{key}{W_k} + \term{key}{b_k}`],
    [values, String.raw`\term{value}{v} = x\,\term{value}{W_v} + \term{value}{b_v}`],
  ] as const) {
    grid.opacity(1).position(fromLeft(grid, spot(0, middle).mul([0, 1]).addX(left)));
    left += grid.cellsBox().width + gap.wide;
    const formula = stage.add(new Formula({ tex, opacity: 0 })).place('below', grid, gap.wide);
    cast.notes.push(formula);
    yield* all(formula.opacity(1, pace.quick), sweep(cast, grid));
  }
  const learned = new Words({ text: stage.word('weights'), role: 'muted', opacity: 0 });
  cast.notes.push(stage.add(learned).place('below', rows, gap.wide));
  yield* all(rows.unfocus(), learned.opacity(1, pace.quick));
}

/** Row by row, the row that is multiplied under a frame. */
function* sweep({ rows, T }: Cast, grid: Cast['queries']): ThreadGenerator {
  const step = pace.slow / T;
  const places = Array.from({ length: T }, (_, i) => i);
  yield* chain(...places.map((i) => all(rows.focusRow(i, step), grid.showRow(i, step))));
}

/** The query in focus meets one key, then every query every key. */
function* score(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { rows, tokens, keyTokens, queries, keys, values, scores, T, D } = cast;
  const [focus, partner] = [facts.focusIndex.value, facts.partnerIndex.value];
  yield* stage.beat('score');
  yield* all(rows.opacity(0, pace.change), values.opacity(0, pace.change), clearNotes(cast));
  const second = () => besideTokens(cast).addX(queries.cellsBox().width + gap.wide);
  yield* all(
    glide(queries, () => fromLeft(queries, besideTokens(cast)), pace.slow),
    glide(keys, () => fromLeft(keys, second()), pace.slow),
  );
  const keyNames = new TokenRow({
    tokens: facts.tokens,
    role: 'key',
    px: size.small,
    boxHeight: size.large,
    opacity: 0,
  }).alignWith(keys, 'right', gap.normal);
  stage.add(keyNames);
  yield* all(
    queries.focusRow(focus),
    queries.dimExcept({ rows: [focus] }),
    tokens.dimExcept([focus]),
    keys.focusRow(partner),
    keys.dimExcept({ rows: [partner] }),
    keyNames.dimExcept([partner]),
    keyNames.opacity(1, pace.quick),
  );

  const right = second().x + keys.cellsBox().width + gap.group;
  const sign = (tex: string) => stage.add(new Formula({ tex, opacity: 0 }));
  const names = [
    sign(String.raw`\term{query}{q}`),
    sign(String.raw`\term{key}{k}`),
    sign(String.raw`\term{query}{q}\odot\term{key}{k}`),
  ];
  // Between the names of the keys and the edge: a sign, and a vector around the desk's middle.
  const widest = Math.max(...names.map((name) => name.extent().x));
  const free = keyNames.position().x + keyNames.extent().x / 2 + gap.normal;
  const desk = (free + widest + gap.normal + stage.body.right) / 2;
  const vector = (values: EncoderFacts['q'], y: number) => {
    const view = new VectorView({ values, hidden: true, slots: 0, ...headSheet(T, D) });
    return stage.add(view.position(centred(view, spot(0, y).mul([0, 1]).addX(desk))));
  };
  const query = vector(facts.queryRow, deskRow.query);
  const key = vector(facts.keyRow, deskRow.key);
  const products = vector(facts.products, deskRow.products);
  [query, key, products].forEach((view, i) => names[i]?.place('left', view, gap.normal));
  yield* all(
    fly(queries.rowAnchors(focus), query.anchors()),
    fly(keys.rowAnchors(partner), key.anchors()),
    ...names.slice(0, 2).map((name) => name.opacity(1, pace.change)),
  );
  yield* all(
    fly(query.anchors(), products.anchors(), pace.slow, { arc: 0 }),
    fly(key.anchors(), products.anchors(), pace.slow, { arc: 0 }),
    ...names.slice(2).map((name) => name.opacity(1, pace.change)),
  );
  const total = numberAt(stage, facts.product);
  const sum = new Formula({ tex: String.raw`\term{query}{q}\cdot\term{key}{k} =`, opacity: 0 });
  total.place('below', products, gap.normal);
  stage.add(sum.place('left', total, gap.normal));
  yield* sum.opacity(1, pace.change);
  yield* fly(products.anchors(), [wordsAnchor(total)], pace.slow, { arc: 0 });
  const result = numberAt(stage, facts.score);
  const rule = new Formula({
    tex: String.raw`\frac{\term{query}{q}\cdot\term{key}{k}}{\sqrt{D}} = \frac{${show(facts.product)}}{\sqrt{${D}}} =`,
    opacity: 0,
  });
  const shift = -(result.extent().x + gap.normal) / 2;
  stage.add(rule.place('below', total, gap.normal, [shift, 0]));
  result.place('right', rule, gap.normal);
  yield* rule.opacity(1, pace.change);
  yield* fly([wordsAnchor(total)], [wordsAnchor(result)]);

  yield* stage.beat('scores');
  const leaving = [query, key, products, sum, total, rule, ...names];
  scores.opacity(1).position(fromLeft(scores, spot(0, middle).mul([0, 1]).addX(right)));
  yield* all(
    ...leaving.map((figure) => figure.opacity(0, pace.change)),
    keyNames.undim(),
    tokens.undim(),
  );
  yield* all(
    fly(keyNames.anchors(), keyTokens.anchors(), pace.slow, { move: true }),
    tokens.mark(
      facts.tokens.values.map((_, i) => i),
      'query',
    ),
  );
  yield* fly([wordsAnchor(result)], [scores.cellAnchor(focus, partner)], pace.slow, { move: true });
  for (const figure of [...leaving, keyNames, result]) figure.remove();
  yield* keys.unfocus();
  yield* all(keys.undim(), queries.undim());
  const places = Array.from({ length: T }, (_, i) => i);
  yield* sequence(pace.quick, ...places.map((i) => all(queries.focusRow(i), scores.showRow(i))));
  yield* all(queries.unfocus(), scores.focusRow(focus));
}

/** A number that others fly to. */
function numberAt(stage: EncoderStage, fact: EncoderFacts['score']): Words {
  const words = new Words({ text: show(fact), face: 'numbers', px: size.large, opacity: 0 });
  return stage.add(words);
}

/** One row of scores becomes shares, then all. */
function* soften(stage: EncoderStage, facts: EncoderFacts, cast: Cast): ThreadGenerator {
  const { queries, keys, scores, T } = cast;
  const focus = facts.focusIndex.value;
  yield* stage.beat('softmax');
  yield* all(queries.opacity(0, pace.change), keys.opacity(0, pace.change));
  yield* glide(scores, () => fromLeft(scores, besideTokens(cast)), pace.slow);
  const right = scores.position().x + scores.cellsBox().right;
  const middleRight = (right + stage.body.right) / 2;
  const rule = new Formula({
    tex: String.raw`\term{query}{\alpha_j} = \frac{e^{s_j}}{e^{s_1} + \cdots + e^{s_T}}`,
    size: size.formula * 1.2,
    opacity: 0,
  });
  const numbers = facts.scoresRow.values.map((x) => `e^{${x.toFixed(facts.scoresRow.decimals)}}`);
  const terms = T > mostTerms ? [numbers[0], String.raw`\cdots`, numbers[T - 1]] : numbers;
  const share = String.raw`\frac{${numbers[facts.partnerIndex.value]}}{${terms.join('+')}}`;
  const largest = String.raw`\term{query}{${show(facts.largest)}}`;
  const example = new Formula({
    tex: `${share} = ${largest}`,
    opacity: 0,
  });
  example.size(fitting(example, stage.body.right - right - gap.wide * 2)).tex(share);
  stage.add(rule.position(spot(0, ruleRow(focus, T)).mul([0, 1]).addX(middleRight)));
  stage.add(example.place('below', rule, gap.wide));
  yield* all(
    rule.opacity(1, pace.change),
    scores.focusRow(focus),
    scores.dimExcept({ rows: [focus] }),
  );
  yield* example.opacity(1, pace.change);
  yield* all(
    scores.morphTo(facts.pattern, pace.slow, { colors: 'sequential' }),
    example.morphTo(`${share} = ${largest}`),
  );
  const total = new Words({
    text: `Σ = ${show(facts.rowSum)}`,
    face: 'numbers',
    role: 'query',
    px: size.large,
    opacity: 0,
  });
  const rowY = scores.position().y + scores.cellAt(focus, 0).y;
  stage.add(total.position([right + gap.wide + total.extent().x / 2, rowY]));
  yield* total.opacity(1, pace.quick);
  yield* scores.undim();
  cast.notes.push(rule, example, total);
}

/** The size at which a formula is at most this wide. */
const fitting = (formula: Formula, width: number) =>
  Math.min(formula.size(), (formula.size() * width) / formula.extent().x);
