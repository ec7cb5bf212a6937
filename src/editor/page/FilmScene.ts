/** A film's scene in the editor: beats become markers, and errors say in which film and beat. */
import { Scene2D, type View2D } from '@motion-canvas/2d';
import type { FullSceneDescription, Scene, ThreadGeneratorFactory } from '@motion-canvas/core';
import { BeatMarkers } from './BeatMarkers';

export class FilmScene extends Scene2D {
  /** Where the scene throws, the film ends: what it has played so far can be looked at. */
  private failed = false;

  public constructor(description: FullSceneDescription<ThreadGeneratorFactory<View2D>>) {
    super({ ...description, timeEventsClass: BeatMarkers });
  }

  public override async next(): Promise<void> {
    if (this.failed) return;
    try {
      await super.next();
    } catch (error) {
      this.failed = true;
      const { message, stack } = this.placed(error);
      this.logger.error({ message, ...(stack === undefined ? {} : { stack }) });
    }
  }

  public override async reset(previous?: Scene): Promise<void> {
    this.failed = false;
    await super.reset(previous);
  }

  public override canTransitionOut(): boolean {
    return this.failed || super.canTransitionOut();
  }

  public override isFinished(): boolean {
    return this.failed || super.isFinished();
  }

  public override draw(context: CanvasRenderingContext2D): void {
    try {
      super.draw(context);
    } catch (error) {
      throw this.placed(error);
    }
  }

  private placed(thrown: unknown): Error {
    if (thrown instanceof PlacedError) return thrown;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
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
