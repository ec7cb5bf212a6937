/** Records when each beat begins. Motion Canvas' own read-only events forget. */
import { ValueDispatcher, type Scene } from '@motion-canvas/core';
import type { TimeEvent, TimeEvents } from '@motion-canvas/core/lib/scenes/timeEvents';

export interface BeatMark {
  readonly name: string;
  /** Seconds. */
  readonly start: number;
}

export class BeatLog implements TimeEvents {
  private readonly events = new ValueDispatcher<TimeEvent[]>([]);
  private readonly log = new Map<string, number>();
  private latest = '';

  public constructor(scene: Scene) {
    scene.onReset.subscribe(() => {
      this.latest = '';
    });
  }

  public get onChanged() {
    return this.events.subscribable;
  }

  public get marks(): readonly BeatMark[] {
    return [...this.log].map(([name, start]) => ({ name, start }));
  }

  public get current(): string {
    return this.latest;
  }

  public set() {
    // A beat's time follows from the scene and the script, never from dragging.
  }

  public register(name: string, time: number): number {
    this.log.set(name, time);
    this.latest = name;
    return 0;
  }
}
