/**
 * Beats as markers in the editor's timeline. A marker cannot be dragged: the script's pace decides,
 * and differently in each language, so nothing about it is written to `.meta`.
 */
import { ValueDispatcher, type Scene } from '@motion-canvas/core';
import type { TimeEvent, TimeEvents } from '@motion-canvas/core/lib/scenes/timeEvents';

export class BeatMarkers implements TimeEvents {
  private readonly shown = new ValueDispatcher<TimeEvent[]>([]);
  private readonly marks = new Map<string, TimeEvent>();
  private latest = '';

  public constructor(scene: Scene) {
    scene.onReloaded.subscribe(() => {
      this.marks.clear();
    });
    scene.onReset.subscribe(() => {
      this.latest = '';
    });
    scene.onRecalculated.subscribe(() => {
      this.shown.current = [...this.marks.values()];
    });
  }

  public get onChanged() {
    return this.shown.subscribable;
  }

  /** The beat that is being played, for error messages. */
  public get current(): string {
    return this.latest;
  }

  public set() {
    // Dragging does nothing.
  }

  public register(name: string, time: number): number {
    const stack = sceneFrames(new Error().stack ?? '');
    this.marks.set(name, { name, initialTime: time, targetTime: time, offset: 0, stack });
    this.latest = name;
    return 0;
  }
}

/** A click on a marker opens the scene, not the stage that it called. */
const sceneFrames = (stack: string) =>
  stack
    .split('\n')
    .filter((line) => !/\/src\/(film|editor)\//.test(line))
    .join('\n');
