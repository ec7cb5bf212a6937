/**
 * film(lesson, script, scene): joins the numbers, the words and the pictures into one Motion Canvas
 * scene. Settings and facts arrive as scene variables; without facts (in the editor) the lesson runs
 * in the page.
 */
import { makeScene2D, type View2D } from '@motion-canvas/2d';
import { useScene, type FullSceneDescription, type ThreadGenerator } from '@motion-canvas/core';
import { usePalette } from '../components/Figure';
import type { Lesson, Params } from '../lessons/defineLesson';
import type { Facts } from '../lessons/facts';
import type { Language } from '../lessons/language';
import { loadFonts } from '../theme/fonts';
import type { ThemeName } from '../theme/palette';
import { Stage } from './Stage';
import type { Script } from './script';

/** What a renderer or the editor decides about a film. */
export interface FilmVariables {
  readonly language: Language;
  readonly theme: ThemeName;
  readonly captions: boolean;
  readonly set: Readonly<Record<string, string>>;
  readonly facts: Facts | null;
}

export const filmDefaults: FilmVariables = {
  language: 'en',
  theme: 'dark',
  captions: true,
  set: {},
  facts: null,
};

type Scene<F extends Facts, Beat extends string, Word extends string> = (
  stage: Stage<F, Beat, Word>,
  facts: F,
) => ThreadGenerator;

export interface Film {
  readonly lesson: Lesson;
  readonly script: Script;
  readonly description: FullSceneDescription;
}

export function film<P extends Params, F extends Facts, Beat extends string, Word extends string>(
  lesson: Lesson<P, F>,
  script: Script<F, Beat, Word>,
  scene: Scene<F, Beat, Word>,
) {
  return makeScene2D(function* (view: View2D): ThreadGenerator {
    const variable = <K extends keyof FilmVariables>(name: K) =>
      useScene().variables.get(name, filmDefaults[name])() as FilmVariables[K];
    const language = variable('language');
    const facts = (variable('facts') ?? (yield lesson.facts(variable('set'), language))) as F;
    yield loadFonts(lettering(script, facts, language));
    view.fill(usePalette().bg);
    const stage = new Stage(view, script, facts, { language, captions: variable('captions') });
    yield* stage.open();
    yield* scene(stage, facts);
    yield* stage.close();
  });
}

/** Every character that the film can show, for the fonts that are cut into ranges. */
function lettering(script: unknown, facts: Facts, language: Language): string {
  const parts: string[] = ['0123456789\u2212.,:+×·√Σ'];
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
