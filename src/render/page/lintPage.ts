/** What the stage lint and the golden frames call in the browser. */
import type { FilmVariables } from '../../film/film';
import { lastFrame, lintFilm, lintFps, type LintSettings, type PlayedScene } from './lintFilm';
import type { Finding } from './lintRules';
import { pixels } from './LintRecorder';
import { Projection } from './Projection';

export interface LintApi {
  lint(film: string, variables: FilmVariables, settings: LintSettings): Promise<readonly Finding[]>;
  /** A PNG (data URL) of the last frame of each beat. */
  beats(film: string, variables: FilmVariables, scale: number): Promise<readonly BeatPicture[]>;
  /** Seconds at which a frame was skipped as unchanged, and drawn again looks otherwise. */
  stale(film: string, variables: FilmVariables): Promise<readonly number[]>;
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
      const projection = new Projection(id, find(id), { fps: lintFps, scale, variables });
      const plan = await projection.prepare();
      const pictures: BeatPicture[] = [];
      for (const [i, { name }] of plan.beats.entries()) {
        const canvas = await projection.draw(lastFrame(plan, i));
        pictures.push({ beat: name, picture: canvas.toDataURL('image/png') });
      }
      return pictures;
    },
    async stale(id, variables) {
      const projection = new Projection(id, find(id), { fps: lintFps, scale: 1 / 4, variables });
      const { frames } = await projection.prepare();
      let shown = await projection.draw(0);
      const stale: number[] = [];
      for (let frame = 1; frame < frames; frame++) {
        const changed = await projection.drawChanges(frame);
        if (changed) shown = changed;
        else {
          const kept = pixels(shown).data;
          shown = await projection.redraw();
          if (pixels(shown).data.some((value, i) => value !== kept[i])) stale.push(frame / lintFps);
        }
      }
      return stale;
    },
  };
}
