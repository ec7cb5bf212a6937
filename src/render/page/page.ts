/**
 * What the renderer calls in the browser. The bundle's entry hands over the films; Node drives.
 */
import type { FullSceneDescription } from '@motion-canvas/core';
import { contactSheet, type SheetSize } from './contactSheet';
import { FrameSender } from './FrameSender';
import { Projection, type Plan, type ProjectionSettings } from './Projection';

export interface PageApi {
  prepare(film: string, settings: ProjectionSettings): Promise<Plan>;
  /** One frame as a data URL. */
  picture(frame: number): Promise<string>;
  /** Sends the frames [from, to) to the encoder that waits at this address. */
  send(from: number, to: number, encoder: string): Promise<void>;
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
  let sender: Promise<FrameSender> | null = null;

  const current = () => {
    if (!projection) throw new Error('prepare a film before drawing it');
    return projection;
  };

  window.forwardPass = {
    async prepare(id, settings) {
      const description = films[id];
      if (!description) throw new Error(`no film "${id}" in the bundle`);
      projection = new Projection(id, description, settings);
      sender = null;
      return projection.prepare();
    },
    picture: async (frame) => (await current().draw(frame)).toDataURL('image/png'),
    async send(from, to, encoder) {
      const frames = await (sender ??= FrameSender.open(encoder));
      for (let frame = from; frame < to; frame++) {
        await frames.send(await current().drawChanges(frame));
      }
    },
    beat: () => projection?.beat ?? '',
    contactSheet,
  };
}
