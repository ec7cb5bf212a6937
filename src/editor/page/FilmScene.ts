/** A film's scene in the editor: beats become markers, and errors say in which film and beat. */
import { Scene2D, type View2D } from '@motion-canvas/2d';
import type { FullSceneDescription, Scene, ThreadGeneratorFactory } from '@motion-canvas/core';
import { BeatMarkers } from './BeatMarkers';

export class FilmScene extends Scene2D {
  public constructor(description: FullSceneDescription<ThreadGeneratorFactory<View2D>>) {
    super({ ...description, timeEventsClass: BeatMarkers });
  }

  public override async next(): Promise<void> {
    try {
      await super.next();
    } catch (error) {
      throw this.placed(error);
    }
  }

  public override async reset(previous?: Scene): Promise<void> {
    try {
      await super.reset(previous);
    } catch (error) {
      throw this.placed(error);
    }
  }

  public override draw(context: CanvasRenderingContext2D): void {
    try {
      super.draw(context);
    } catch (error) {
      throw this.placed(error);
    }
  }

  private placed(error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof PlacedError) return error;
    const beat = (this.timeEvents as BeatMarkers).current;
    return new PlacedError(beat ? `${this.name}, beat "${beat}"` : this.name, error);
  }
}

class PlacedError extends Error {
  public constructor(place: string, cause: Error) {
    super(`Film ${place}: ${cause.message}`, { cause });
    if (cause.stack) this.stack = cause.stack;
  }
}
