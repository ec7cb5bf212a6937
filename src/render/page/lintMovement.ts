/** What a stage must keep while something moves. Geometry only: colours are read where the stage rests. */
import type { BBox } from '@motion-canvas/core';
import type { Figure } from '../../components/figure/Figure';
import { Flight } from '../../components/flight/Flight';
import { stageSize } from '../../theme/layout';
import { size } from '../../theme/type';
import type { Cover } from './CoverLog';
import { alphaOf, type Rect, type TextMark } from './LintRecorder';
import { contains, meet, safeArea, show, type Fault } from './lintRules';

/** Fainter letters are as good as gone, or have not come yet. */
const faint = 0.2;
/** A text that grows is no text before it has this share of the least size. */
const tiny = 0.4;

interface Seen {
  readonly marks: readonly TextMark[];
  readonly covers: readonly Cover[];
}

export function judgeMovement({ marks, covers }: Seen): Fault[] {
  const seen = marks.filter((mark) => isSeen(mark, covers));
  const lanes = lanesOf(seen);
  return [...seen.flatMap(judgeMark), ...collisions(seen, covers, lanes), ...strays(seen, lanes)];
}

function isSeen(mark: TextMark, covers: readonly Cover[]): boolean {
  const strength = mark.alpha * alphaOf(mark.fill);
  return strength >= faint && mark.text.trim() !== '' && !isCovered(mark.box, mark.order, covers);
}

/** A later box hides all of this region. */
const isCovered = (region: Rect, order: number, covers: readonly Cover[]) =>
  covers.some((cover) => cover.order > order && contains(cover.box, region));

function judgeMark(mark: TextMark): Fault[] {
  const { text, box, path, caption, px } = mark;
  const area = safeArea(caption);
  const faults: Fault[] = [];
  if (!contains(area, box)) {
    const where = meet(stage, box) ? 'outside the safe area' : 'off stage';
    faults.push({ kind: 'outside', text, box, detail: `${where} ${show(area)}, drawn by ${path}` });
  }
  if (px < tiny * size.small) {
    faults.push({ kind: 'small', text, box, detail: `${px.toFixed(1)} px, drawn by ${path}` });
  }
  return faults;
}

function collisions(seen: readonly TextMark[], covers: readonly Cover[], lanes: Lanes): Fault[] {
  const sorted = seen.toSorted((a, b) => a.box.left - b.box.left);
  return sorted.flatMap((a, i) => {
    const faults: Fault[] = [];
    for (const b of sorted.slice(i + 1)) {
      if (b.box.left >= a.box.right) break;
      if (a.run === b.run || !meet(a.box, b.box) || lanes.allow(a, b)) continue;
      const shared = overlap(a.box, b.box);
      if (isCovered(shared, a.order, covers) || isCovered(shared, b.order, covers)) continue;
      const detail = `with "${b.text}" at ${show(b.box)}, drawn by ${a.path} and ${b.path}`;
      faults.push({ kind: 'overlap', text: a.text, box: a.box, detail });
    }
    return faults;
  });
}

/** What flies covers texts that it neither leaves nor reaches. */
function strays(seen: readonly TextMark[], lanes: Lanes): Fault[] {
  return lanes.flights.flatMap((flight) =>
    seen
      .filter((mark) => mark.figure !== flight && mark.order < lanes.orderOf(flight))
      .filter((mark) => flight.boxes().some((box) => meet(rectOf(box), mark.box)))
      .filter((mark) => !isEnd(flight, mark))
      .map(({ text, box, path }) => {
        const detail = `something flies over it that neither leaves nor reaches it, drawn by ${path}`;
        return { kind: 'lane' as const, text, box, detail };
      }),
  );
}

interface Lanes {
  readonly flights: readonly Flight[];
  orderOf(flight: Flight): number;
  /** One of the two is at an end of the other's way. */
  allow(a: TextMark, b: TextMark): boolean;
}

function lanesOf(marks: readonly TextMark[]): Lanes {
  const flights = [...new Set(marks.map((mark) => mark.figure).filter(isFlight))];
  const first = new Map(flights.map((f) => [f, marks.find((m) => m.figure === f)?.order ?? 0]));
  const reaches = (a: TextMark, b: TextMark) => isFlight(a.figure) && isEnd(a.figure, b);
  return {
    flights,
    orderOf: (flight) => first.get(flight) ?? 0,
    allow: (a, b) => reaches(a, b) || reaches(b, a),
  };
}

const isFlight = (figure: Figure | null): figure is Flight => figure instanceof Flight;

const isEnd = (flight: Flight, { box }: TextMark) =>
  flight.ends().some((end) => contains(rectOf(end, slack), box));

/** Ink may stand over the box of its text by so much. */
const slack = 6;

const stage: Rect = { left: 0, top: 0, right: stageSize.width, bottom: stageSize.height };

/** From the stage's coordinates to pixels of the picture. */
const rectOf = ({ left, top, right, bottom }: BBox, more = 0): Rect => ({
  left: left + stageSize.width / 2 - more,
  top: top + stageSize.height / 2 - more,
  right: right + stageSize.width / 2 + more,
  bottom: bottom + stageSize.height / 2 + more,
});

const overlap = (a: Rect, b: Rect): Rect => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
