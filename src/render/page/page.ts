/**
 * What the renderer calls in the browser. The bundle's entry hands over the films; Node drives.
 */
import type { FullSceneDescription } from '@motion-canvas/core';
import { contactSheet, type SheetSize } from './contactSheet';
import { Projection, type Plan, type ProjectionSettings } from './Projection';

export interface PageApi {
  prepare(film: string, settings: ProjectionSettings): Promise<Plan>;
  /** Data URLs of the frames [from, to); `null` where a frame equals the one before it. */
  frames(from: number, to: number): Promise<(string | null)[]>;
  /** The beat that is being played, for error messages. */
  beat(): string;
  contactSheet(
    pictures: readonly string[],
    names: readonly string[],
    size?: SheetSize,
  ): Promise<string>;
}

declare global {
  interface Window {
    forwardPass: PageApi;
  }
}

export function serve(films: Readonly<Record<string, FullSceneDescription>>) {
  let projection: Projection | null = null;
  let last = '';

  const current = () => {
    if (!projection) throw new Error('prepare a film before drawing it');
    return projection;
  };

  window.forwardPass = {
    async prepare(id, settings) {
      const description = films[id];
      if (!description) throw new Error(`no film "${id}" in the bundle`);
      projection = new Projection(id, description, settings);
      last = '';
      return projection.prepare();
    },
    async frames(from, to) {
      const out: (string | null)[] = [];
      for (let frame = from; frame < to; frame++) {
        const canvas = await current().drawChanges(frame);
        const picture = canvas?.toDataURL('image/png') ?? last;
        out.push(picture === last ? null : picture);
        last = picture;
      }
      return out;
    },
    beat: () => projection?.beat ?? '',
    contactSheet,
  };
}
