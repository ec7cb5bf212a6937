/** What is lost in 16 bits? One weight on its number line, pushed; all weights and all gradients, by powers of two. */
import { all, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import { arrange } from '../../src/components/figure/arrange';
import type { Figure } from '../../src/components/figure/Figure';
import type { Region } from '../../src/components/figure/Region';
import type { Span } from '../../src/components/figure/Span';
import { Brace } from '../../src/components/marks/Brace';
import { film } from '../../src/film/film';
import { gap } from '../../src/theme/layout';
import { pace } from '../../src/theme/pace';
import { size } from '../../src/theme/type';
import { cast, windowOf } from './cast';
import { lesson } from './lesson';
import { script } from './script';

const inRow = { apart: gap.normal, align: 'left' } as const;

/** A row of figures goes to another room. */
function* moved(figures: readonly Figure[], room: Region): ThreadGenerator {
  const places = () => figures.map((figure) => figure.position());
  const from = places();
  arrange(figures, room, inRow);
  const to = places();
  figures.forEach((figure, i) => figure.position(from[i] ?? 0));
  yield* all(...figures.map((figure, i) => figure.position(to[i] ?? 0, pace.slow)));
  arrange(figures, room, inRow);
}

export default film(lesson, script, function* (stage, facts) {
  const steps = facts.steps.value;
  const { line, bits, words, number, hill, titled, curves } = cast(stage, facts);
  const [above, below] = stage.body.spaced(gap.normal).rows(1, 1);
  const [way, binade] = [windowOf(facts.way), windowOf(facts.binade)];

  // The same pushes in 32 bits and in 16
  yield* stage.beat('hook');
  const wide = line({ path: facts.path, pushes: facts.pushes, role: 'key' });
  const alone = line({ path: facts.alone, pushes: facts.pushes, role: 'query' });
  const [wideName, aloneName] = [words(stage.word('wide')), words(stage.word('narrow'))];
  titled(wideName, wide, above);
  titled(aloneName, alone, below);
  yield* all(...[wide, alone, wideName, aloneName].map((one) => one.reveal(pace.quick)));
  yield* all(wide.pushTo(steps, pace.slow * 8), alone.pushTo(steps, pace.slow * 8));

  // Its bits: the exponent chooses a stretch of the line, the mantissa a place in it
  yield* stage.beat('bits');
  const bits32 = bits(facts.bits32, facts.mantissaBits32);
  bits32.fill(above);
  yield* all(alone.hide(), aloneName.hide(), wideName.hide());
  yield* all(wide.goTo(below, pace.change), wide.pushTo(0, 0));
  yield* bits32.showField(0, pace.quick);
  const brace = (around: Span, label: string, apart: number = gap.small) =>
    stage.add(new Brace({ around: [around], side: 'bottom', label, apart, facts: [facts.low, facts.high, facts.share, facts.gap], hidden: true })); // prettier-ignore
  const reads = [brace(bits32.span(1), stage.word('from')), brace(bits32.span(2), stage.word('towards'))] as const; // prettier-ignore
  yield* all(bits32.showField(1, pace.slow * 2), reads[0].reveal(), wide.zoomTo(binade, pace.slow * 2), wide.showMarks(pace.slow * 2)); // prettier-ignore
  yield* all(bits32.showField(2, pace.slow * 3), reads[1].reveal(pace.slow * 3));

  yield* stage.beat('half');
  const bits16 = bits(facts.bits16, facts.mantissaBits);
  bits16.cellWidth(bits32.cellWidth()).cellHeight(bits32.cellHeight());
  bits16.position(bits32.position().sub([(bits32.extent().x - bits16.extent().x) / 2, 0]));
  titled(aloneName, alone, below);
  aloneName.place('right', bits16, gap.wide);
  yield* all(...reads.map((one) => one.hide()));
  yield* bits32.fall(facts.halfBits.value, pace.slow * 3);
  yield* all(bits16.reveal(0), bits32.hide(0), aloneName.reveal());
  yield* all(alone.zoomTo(binade, 0), alone.pushTo(0, 0), alone.showMarks(0));
  alone.position(wide.position());
  yield* all(wide.hide(), alone.reveal(), alone.showTicks(pace.slow * 2));

  yield* stage.beat('gap');
  yield* all(alone.hideMarks(), alone.zoomTo(windowOf(facts.near), pace.slow * 5));
  const [kept = 0] = facts.alone.values;
  const room = brace(alone.span(kept, kept + facts.gap.value), stage.word('gap'), 2 * size.large); // prettier-ignore
  yield* room.reveal();

  yield* stage.beat('back');
  const rounds = words(stage.word('rounds')).place('above', alone, 0);
  yield* all(alone.showZone(pace.slow), rounds.reveal(pace.slow));
  yield* alone.pushTo(1, pace.slow * 3);
  yield* alone.pushTo(steps, pace.slow * 6);

  // All weights
  yield* stage.beat('all');
  const [top, field] = stage.body.cut('above', 2 * size.large);
  const cliff = { name: 'cliff', at: facts.firstStuck.value, side: 'above', label: stage.word('wider') } as const; // prettier-ignore
  const weights = hill({ counts: facts.weightSizes, part: facts.stuckSizes, first: facts.firstSize.value, edges: [cliff], role: 'query', facts: [facts.learningRate] }, facts.sizeWindow); // prettier-ignore
  weights.fill(field.cut('below', size.large)[1]);
  const ours = brace(weights.span(facts.low.value, facts.high.value), stage.word('ours'));
  yield* all(
    ...[bits16, room, rounds, alone, aloneName].map((one) => one.hide()),
    alone.hideZone(),
  );
  yield* weights.reveal(pace.slow * 4);
  yield* all(ours.reveal(), weights.showPart(pace.slow * 3));
  const stuck = number(facts.stuck, '%');
  const stuckName = words(stage.word('stuck'));
  arrange([stuck, stuckName], top, inRow);
  yield* all(stuck.reveal(), stuckName.reveal(), weights.showEdge('cliff'));

  // A copy that is pushed, and rounded anew
  yield* stage.beat('copy');
  yield* stage.leave(weights, ours, stuck, stuckName, room, rounds);
  const copied = line({ path: facts.copied, pushes: facts.unpushed, role: 'query' });
  const copiedName = words(stage.word('rounded'));
  yield* all(wide.zoomTo(way, 0), wide.hideMarks(0), copied.showTicks(0));
  wideName.text(stage.word('master'));
  titled(wideName, wide, above);
  titled(copiedName, copied, below);
  yield* all(...[wide, copied, wideName, copiedName].map((one) => one.reveal(pace.quick)));
  yield* all(wide.pushTo(steps, pace.slow * 8), copied.pushTo(steps, pace.slow * 8));

  yield* stage.beat('curves');
  yield* all(...[wide, copied, wideName, copiedName].map((one) => one.hide()));
  const inBfloat = curves(
    [
      ['full', facts.fp32, 'key', 'curve'],
      ['lonely', facts.bf16Alone, 'query', 'curve'],
      ['withCopy', facts.bf16Copied, 'query', 'dots'],
    ],
    stage.body,
  );
  yield* inBfloat.opacity(1, pace.quick);
  for (const name of ['full', 'lonely', 'withCopy']) yield* inBfloat.showSeries(name, pace.slow * 3); // prettier-ignore

  // Numbers that are too small in themselves
  yield* stage.beat('gradients');
  yield* stage.leave(inBfloat);
  const [strip, valley] = stage.body.cut('above', 5 * size.large);
  const [lostRoom, fallRoom] = valley.spaced(0).cut('above', 2 * size.large);
  const zero = { name: 'zero', at: facts.floor.value, label: stage.word('zero') };
  const fall = hill({ counts: facts.gradientSizes, first: facts.firstGradient.value, edges: [zero], tickEvery: facts.tickEvery.value }, facts.gradientWindow); // prettier-ignore
  fall.fill(stage.body);
  yield* fall.reveal(pace.slow * 6);

  yield* stage.beat('floor');
  const formats = [
    [words(stage.word('half')), bits(facts.bitsHalf, facts.halfMantissaBits)],
    [words(stage.word('narrow')), bits(facts.bits16, facts.mantissaBits)],
  ] as const;
  formats.forEach(([name, row], k) => {
    const [head, rest] = strip.column(k, 2).cut('above', size.large);
    row.fill(rest, { align: 'left' });
    name.position(head.point(-1, 0).add([name.extent().x / 2, 0]));
  });
  yield* fall.goTo(fallRoom);
  for (const [name, row] of formats) {
    yield* name.reveal();
    yield* row.reveal(pace.slow * 2);
  }
  yield* fall.showEdge('zero', pace.slow * 2);
  const lost = number(facts.lost, '%');
  const lostName = words(stage.word('lost'), size.heading);
  arrange([lost, lostName], lostRoom, inRow);
  yield* all(lost.reveal(), lostName.reveal());

  yield* stage.beat('scale');
  yield* fall.slideTo(facts.lift.value, pace.slow * 6);
  yield* lost.become(facts.lostScaled);

  // What scaling guards against
  yield* stage.beat('divided');
  const [left, right] = stage.body.columns(1, 1);
  const inHalf = curves(
    [
      ['fullDivided', facts.fp32Divided, 'key', 'curve'],
      ['asItIs', facts.fp16, 'value', 'dots'],
      ['divided', facts.fp16Divided, 'value', 'curve'],
    ],
    right,
  );
  yield* all(...formats.flatMap(([name, row]) => [name.hide(), row.hide()]));
  const [lostLeft, fallLeft] = left.cut('above', 2 * size.large);
  lostName.text(stage.word('lostHalf'));
  yield* all(moved([lost, lostName], lostLeft), fall.goTo(fallLeft), fall.slideTo(0));
  yield* lost.become(facts.lost);
  yield* inHalf.opacity(1, pace.quick);
  yield* inHalf.showSeries('asItIs', pace.slow * 2);
  yield* fall.slideTo(-facts.lift.value, pace.slow * 4);
  yield* lost.become(facts.lostDivided);
  yield* inHalf.showSeries('divided', pace.slow * 2);
  yield* inHalf.showSeries('fullDivided', pace.slow * 2);

  yield* stage.beat('answer');
  const [lines, sizes] = stage.body.columns(3, 2);
  const [first, second, third] = lines.spaced(gap.normal).rows(1, 1, 1);
  const [lostPlace, fallPlace] = sizes.cut('above', 2 * size.large);
  aloneName.text(stage.word('alone'));
  yield* all(stage.leave(inHalf), moved([lost, lostName], lostPlace), fall.goTo(fallPlace), fall.slideTo(0)); // prettier-ignore
  const ends = [[aloneName, alone, first], [wideName, wide, second], [copiedName, copied, third]] as const; // prettier-ignore
  for (const [name, one, place] of ends) {
    titled(name, one, place, true);
    yield* all(one.zoomTo(way, 0), one.hideMarks(0), one.pushTo(0, 0));
  }
  yield* all(...ends.flatMap(([name, one]) => [name.reveal(), one.reveal()]), lost.become(facts.lost)); // prettier-ignore
  yield* all(...ends.map(([, one]) => one.pushTo(steps, pace.slow * 6)));
  yield* fall.slideTo(facts.lift.value, pace.slow * 3);
  yield* lost.become(facts.lostScaled);
  yield* waitFor(pace.settle);
});
