/** What the stage lint and the golden frames call in the browser. */
import type { FilmVariables } from '../../film/film';
import { lastFrame, lintFilm, type LintSettings, type PlayedScene } from './lintFilm';
import type { Finding } from './lintRules';
import { Projection } from './Projection';

export interface LintApi {
  lint(film: string, variables: FilmVariables, settings: LintSettings): Promise<readonly Finding[]>;
  /** A PNG (data URL) of the last frame of each beat. */
  beats(film: string, variables: FilmVariables, scale: number): Promise<readonly BeatPicture[]>;
}

export interface BeatPicture {
  readonly beat: string;
  readonly picture: string;
}

declare global {
  interface Window {
    forwardPassLint: LintApi;
  }
}

export function serveLint(films: Readonly<Record<string, PlayedScene>>) {
  const find = (id: string) => {
    const description = films[id];
    if (!description) throw new Error(`no film "${id}" in the bundle`);
    return description;
  };
  window.forwardPassLint = {
    lint: (id, variables, settings) => lintFilm(id, find(id), variables, settings),
    async beats(id, variables, scale) {
      const projection = new Projection(id, find(id), { fps: 30, scale, variables });
      const plan = await projection.prepare();
      const pictures: BeatPicture[] = [];
      for (const [i, { name }] of plan.beats.entries()) {
        const canvas = await projection.draw(lastFrame(plan, i));
        pictures.push({ beat: name, picture: canvas.toDataURL('image/png') });
      }
      return pictures;
    },
  };
}
