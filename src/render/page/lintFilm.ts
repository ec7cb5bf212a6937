/**
 * Stage lint: plays one film and looks at it twice: at the last frame of every beat, when everything has arrived and
 * the next beat has not begun, and, in between, at several pictures a second.
 */
import type { FullSceneDescription } from '@motion-canvas/core';
import type { Film } from '../../film/film';
import type { FilmVariables } from '../../film/FilmVariables';
import { margin, stageSize } from '../../theme/layout';
import { readingTime } from '../../theme/pace';
import { readContrast } from './lintContrast';
import { LintRecorder, type Layers, type Rect } from './LintRecorder';
import { judgeMovement } from './lintMovement';
import { NumeralRule } from './lintNumerals';
import { gatherRuns, judge, type Fault, type Finding, type Run } from './lintRules';
import { bundledFaces } from './lintFaces';
import { Projection, type Plan } from './Projection';
import type { Script } from '../../film/script';
import { halfWritten } from '../../film/unplayed';

/** A film, or a scene that is none. */
export type PlayedScene = FullSceneDescription & Partial<Pick<Film, 'lesson' | 'script'>>;

export interface LintSettings {
  /** Looks inside movements too. What is light or dark moves alike, so that one theme tells of both. */
  readonly movements: boolean;
}

/** Six pictures a second inside movements; what stands at the ends of beats, stands for longer. */
export const lintFps = 6;

export async function lintFilm(
  id: string,
  description: PlayedScene,
  variables: FilmVariables,
  { movements }: LintSettings,
): Promise<readonly Finding[]> {
  const recorder = new LintRecorder();
  return recorder.watch(async () => {
    const projection = new Projection(id, description, { fps: lintFps, scale: 1, variables });
    const plan = await projection.prepare();
    const missing = bundledFaces();
    const numerals = await numeralRule(description, variables);
    const findings = new Map<string, Finding>();
    const add = (beat: string, frame: number, faults: readonly Fault[]) => {
      for (const fault of faults) {
        const key = [beat, fault.kind, fault.text, fault.detail.replace(/\[.*?\]/g, '')].join('|');
        if (!findings.has(key)) findings.set(key, { ...fault, beat, time: frame / lintFps });
      }
    };
    const moving = ({ marks, covers }: Layers) => [
      ...judgeMovement({ marks, covers }),
      ...(numerals?.judge(marks) ?? []),
    ];
    for (const fault of missingBeats(description.script, plan)) {
      add(plan.beats.at(-1)?.name ?? '', plan.frames, [fault]);
    }
    let frame = 0;
    for (const [i, { name }] of plan.beats.entries()) {
      const last = lastFrame(plan, i);
      for (; movements && frame < last; frame++) {
        const at = frame;
        const layers = await recorder.layers(() => projection.drawChanges(at));
        if (layers) add(name, frame, moving(layers));
      }
      await projection.draw(last);
      const lettering = await recorder.take(() => projection.redraw());
      const runs = gatherRuns(lettering.marks, (mark) => readContrast(mark, lettering));
      add(name, last, [
        ...judge(runs),
        ...strayShapes(lettering.bare),
        ...tooFast(runs, seconds(plan, i), variables),
        ...missing(lettering.marks),
        ...(numerals?.judge(lettering.marks) ?? []),
      ]);
    }
    return [...findings.values()];
  });
}

/** A scene of no film has no script. */
function missingBeats(script: Script | undefined, { beats }: Plan): readonly Fault[] {
  const detail = script
    ? halfWritten(
        script,
        beats.map(({ name }) => name),
      )
    : null;
  if (detail === null) return [];
  const box = { left: 0, top: 0, right: 0, bottom: 0 };
  return [{ kind: 'unplayed', text: '', box, detail }];
}

/** A scene that is no film has no facts to be held to. */
async function numeralRule({ lesson, script }: PlayedScene, variables: FilmVariables) {
  if (!lesson || !script) return null;
  const { set, language } = variables;
  const facts = variables.facts ?? (await lesson.facts(set, language));
  return new NumeralRule(facts, script, language);
}
const startOf = (plan: Plan, beat: number) => plan.beats[beat]?.start ?? plan.frames / plan.fps;

const seconds = (plan: Plan, beat: number) => startOf(plan, beat + 1) - startOf(plan, beat);

/** The frame before the next beat shows. Motion Canvas ends a wait up to one frame early. */
export function lastFrame(plan: Plan, beat: number): number {
  const next = plan.beats[beat + 1];
  return next ? Math.max(0, Math.ceil(next.start * plan.fps - 1e-6) - 2) : plan.frames - 1;
}

function tooFast(runs: readonly Run[], held: number, { language }: FilmVariables): Fault[] {
  return runs
    .filter((run) => run.caption)
    .map((run) => ({ run, needed: readingTime(run.text.trim(), language) }))
    .filter(({ needed }) => needed > held)
    .map(({ run, needed }) => ({
      kind: 'fast',
      text: run.text,
      box: run.box,
      detail: `the beat lasts ${held.toFixed(1)} s, reading takes ${needed.toFixed(1)} s`,
    }));
}

/** Margins and caption strip hold nothing but the caption: elsewhere the ground has one colour. */
function strayShapes({ data, width, height }: ImageData): Fault[] {
  const inside: Rect = {
    left: margin.side - 2,
    top: margin.top - 2,
    right: stageSize.width - margin.side + 2,
    bottom: stageSize.height - margin.caption + 2,
  };
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y++) {
    const row = y >= inside.top && y < inside.bottom;
    for (let x = 0; x < width; x++) {
      if (row && x === inside.left) x = inside.right;
      const i = (y * width + x) * 4;
      const far = [0, 1, 2].some((c) => Math.abs((data[i + c] ?? 0) - (data[c] ?? 0)) > 6);
      if (!far) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
    }
  }
  if (box.right <= box.left) return [];
  return [{ kind: 'outside', text: '', box, detail: 'a shape in the margin or the caption strip' }];
}
