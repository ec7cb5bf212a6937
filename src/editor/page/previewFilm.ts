/** What the first page shows of a film: its poster and its length, drawn here from the film as it is now. */
import type { FullSceneDescription } from '@motion-canvas/core';
import type { Film } from '../../film/film';
import { filmDefaults } from '../../film/FilmVariables';
import type { Language } from '../../lessons/language';
import { posterFrame, timeline } from '../../render/host/timeline';
import { Projection } from '../../render/page/Projection';

export interface Preview {
  /** A URL. */
  readonly poster: string;
  readonly seconds: number;
}

/** 640 × 360. */
const scale = 1 / 3;
const fps = 30;

export async function previewFilm(
  name: string,
  film: Film & FullSceneDescription,
  language: Language,
): Promise<Preview> {
  const variables = { ...filmDefaults, language };
  const projection = new Projection(name, { ...film }, { fps, scale, variables });
  const plan = await projection.prepare();
  const frame = posterFrame(timeline(plan, null), film.script.poster);
  const picture = await projection.draw(frame);
  return { poster: picture.toDataURL('image/png'), seconds: plan.frames / fps };
}
