/**
 * film(lesson, script, scene): joins the numbers, the words and the pictures into one Motion Canvas
 * scene. Settings and facts arrive as scene variables; without facts (in the editor) the lesson runs
 * in the page.
 */
import { makeScene2D, type View2D } from '@motion-canvas/2d';
import {
  useScene,
  type SceneDescription,
  type ThreadGenerator,
  type ThreadGeneratorFactory,
} from '@motion-canvas/core';
import { usePalette } from '../components/figure/Figure';
import type { Lesson, Params } from '../lessons/defineLesson';
import type { Facts } from '../lessons/facts';
import type { Language } from '../lessons/language';
import { requireClaims } from '../lessons/requireClaims';
import { loadFonts } from '../theme/fonts';
import { defaultSeed, filmDefaults, type FilmVariables } from './FilmVariables';
import { Stage } from './Stage';
import type { Script } from './script';

export type { FilmVariables } from './FilmVariables';

type Scene<F extends Facts, Beat extends string, Word extends string> = (
  stage: Stage<F, Beat, Word>,
  facts: F,
) => ThreadGenerator;

/** A Motion Canvas scene that knows the lesson and the script it plays. */
export interface Film extends SceneDescription<ThreadGeneratorFactory<View2D>> {
  readonly lesson: Lesson;
  readonly script: Script;
}

export function film<P extends Params, F extends Facts, Beat extends string, Word extends string>(
  lesson: Lesson<P, F>,
  script: Script<F, Beat, Word>,
  scene: Scene<F, Beat, Word>,
): Film {
  const factsOf = remembered(lesson);
  const description = makeScene2D(function* (view: View2D): ThreadGenerator {
    const variable = <K extends keyof FilmVariables>(name: K) =>
      useScene().variables.get(name, filmDefaults[name])() as FilmVariables[K];
    const language = variable('language');
    const given = variable('facts') as F | null;
    const facts = given ?? ((yield factsOf(variable('set'), language)) as F);
    if (given === null) tellFalseClaims(lesson, facts, language);
    yield loadFonts(lettering(script, facts, language), language);
    view.fill(usePalette().bg);
    const stage = new Stage(view, script, facts, { language, captions: variable('captions') });
    yield* scene(stage, facts);
    yield* stage.close();
  });
  description.meta.seed.set(defaultSeed);
  return Object.assign(description, {
    lesson: lesson as unknown as Lesson,
    script: script as unknown as Script,
  });
}

/** The film plays on: whoever writes it sees what the numbers are, and what they do not show. */
function tellFalseClaims<P extends Params, F extends Facts>(
  { id, claims }: Lesson<P, F>,
  facts: F,
  language: Language,
) {
  try {
    requireClaims({ id, claims }, facts, language);
  } catch (error) {
    useScene().logger.error({ message: (error as Error).message });
  }
}

/** The lesson's facts, run anew only for other parameters: seeking back replays the scene. */
function remembered<P extends Params, F extends Facts>(lesson: Lesson<P, F>) {
  let latest: { readonly key: string; readonly facts: Promise<F> } | null = null;
  return (set: FilmVariables['set'], language: Language): Promise<F> => {
    const key = JSON.stringify([language, set]);
    if (latest?.key !== key) latest = { key, facts: lesson.facts(set, language) };
    return latest.facts;
  };
}

/** Every character that the film can show, for the fonts that are cut into ranges. */
function lettering(script: unknown, facts: Facts, language: Language): string {
  const parts: string[] = ['0123456789\u2212∞.,:+×·√Σ→¶NaN'];
  const visit = (node: unknown): void => {
    if (typeof node === 'string') parts.push(node);
    else if (typeof node === 'function') visit((node as (f: Facts) => unknown)(facts));
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'en' || key === 'zh' ? key === language : true) visit(value);
      }
    }
  };
  visit(script);
  visit(facts);
  return [...new Set(parts.join(''))].join('');
}
