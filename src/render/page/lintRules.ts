/** What a stage must keep at the end of a beat. Plain data in, findings out. */
import { margin, stageSize } from '../../theme/layout';
import { size } from '../../theme/type';
import type { Reading } from './lintContrast';
import type { Rect, TextMark } from './LintRecorder';

export type FindingKind =
  | 'outside' // the safe area
  | 'overlap' // text on text
  | 'covered' // text under a shape, or cut off
  | 'small'
  | 'contrast'
  | 'numeral' // the value of no fact
  | 'lane' // something flies over a text that it neither leaves nor reaches
  | 'fast' // a caption gone before it can be read
  | 'fallback' // a character that no bundled face has
  | 'broken' // NaN, undefined, nothing
  | 'unplayed'; // beats of the script that the scene has not

export interface Finding {
  readonly kind: FindingKind;
  readonly beat: string;
  /** Seconds from the film's beginning. */
  readonly time: number;
  readonly text: string;
  readonly box: Rect;
  readonly detail: string;
}

/** Texts that are read as one: a formula, a paragraph, a number. */
export interface Run {
  readonly text: string;
  readonly path: string;
  readonly caption: boolean;
  readonly formula: boolean;
  readonly px: number;
  /** Smallest size of a part; a script of a formula counts as much as its base would. */
  readonly smallest: number;
  readonly box: Rect;
  readonly reading: Reading;
}

export type Fault = Omit<Finding, 'beat' | 'time'>;

export const leastContrast = 4.5;
/** A script of a formula is read with its base: it may be this share of the least size. */
const scriptShare = 0.7;
/** Stage pixels that two inks, or an ink and the margin, may share. */
const tolerance = 1.5;
/** Below this share of its letters a text is not on stage, below the other it is cut. */
const hidden = 0.05;
const whole = 0.9;

const body: Rect = {
  left: margin.side,
  top: margin.top,
  right: stageSize.width - margin.side,
  bottom: stageSize.height - margin.caption,
};
const strip: Rect = { ...body, top: body.bottom, bottom: stageSize.height };

export const safeArea = (caption: boolean) => (caption ? strip : body);

export function gatherRuns(
  marks: readonly TextMark[],
  read: (mark: TextMark) => Reading,
): readonly Run[] {
  const groups = new Map<string, TextMark[]>();
  for (const mark of marks) groups.set(mark.run, [...(groups.get(mark.run) ?? []), mark]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const lettered = group.filter((m) => m.text.trim() !== '');
    const readings = lettered.map(read);
    const run: Run = {
      text: group.map((m) => m.text).join(''),
      path: first.path,
      caption: first.caption,
      formula: first.formula,
      px: Math.max(...group.map((m) => m.px)),
      smallest: Math.min(...group.map((m) => (m.formula ? m.px / scriptShare : m.px))),
      box: around((lettered.length > 0 ? lettered : group).map((m) => m.box)),
      reading: {
        contrast: Math.min(...readings.map((r) => r.contrast)),
        visible: Math.min(1, ...readings.map((r) => r.visible)),
      },
    };
    return run.reading.visible < hidden ? [] : [run];
  });
}

export function judge(runs: readonly Run[]): Fault[] {
  return [...runs.flatMap(judgeRun), ...overlaps(runs)];
}

function judgeRun(run: Run): Fault[] {
  const { text, box, path } = run;
  const faults: Fault[] = [];
  const add = (kind: FindingKind, detail: string) =>
    faults.push({ kind, text, box, detail: `${detail}, drawn by ${path}` });

  if (text.trim() === '') add('broken', 'an empty text');
  else if (/NaN|undefined|null|Infinity|\[object/.test(text)) add('broken', 'not a value');
  const area = safeArea(run.caption);
  if (!contains(area, box)) {
    const what = run.caption ? 'the caption strip (two lines)' : 'the safe area';
    add('outside', `outside ${what} ${show(area)}`);
  }
  const { small: least } = size;
  if (run.px < least - 0.01) add('small', `${run.px.toFixed(1)} px, least ${least}`);
  else if (run.smallest < least - 0.01) {
    const [part, share] = run.formula
      ? [run.smallest * scriptShare, scriptShare]
      : [run.smallest, 1];
    add('small', `its smallest part is ${part.toFixed(1)} px, least ${(least * share).toFixed(1)}`);
  }
  if (run.reading.contrast < leastContrast) {
    add('contrast', `${run.reading.contrast.toFixed(2)} : 1, least ${leastContrast}`);
  }
  if (run.reading.visible < whole) {
    add('covered', `${Math.round(run.reading.visible * 100)} % of its letters can be seen`);
  }
  return faults;
}

function overlaps(runs: readonly Run[]): Fault[] {
  return runs.flatMap((a, i) =>
    runs
      .slice(i + 1)
      .filter((b) => meet(a.box, b.box))
      .map((b) => ({
        kind: 'overlap' as const,
        text: a.text,
        box: a.box,
        detail: `with "${b.text}" at ${show(b.box)}, drawn by ${a.path} and ${b.path}`,
      })),
  );
}

export const meet = (a: Rect, b: Rect) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > tolerance &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > tolerance;

export const contains = (area: Rect, box: Rect) =>
  box.left >= area.left - tolerance &&
  box.right <= area.right + tolerance &&
  box.top >= area.top - tolerance &&
  box.bottom <= area.bottom + tolerance;

const around = (boxes: readonly Rect[]): Rect => ({
  left: Math.min(...boxes.map((b) => b.left)),
  top: Math.min(...boxes.map((b) => b.top)),
  right: Math.max(...boxes.map((b) => b.right)),
  bottom: Math.max(...boxes.map((b) => b.bottom)),
});

export const show = ({ left, top, right, bottom }: Rect) =>
  `[${[left, top, right, bottom].map(Math.round).join(' ')}]`;
