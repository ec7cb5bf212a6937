/**
 * One film on one canvas, frame by frame: Motion Canvas without Vite, user interface or clock.
 *
 *   prepare → { frames, beats }      one pass of the scene's generator, nothing drawn
 *   draw(frame)                      forward only is cheap, backward replays
 */
import {
  Logger,
  PlaybackManager,
  PlaybackState,
  PlaybackStatus,
  SharedWebGLContext,
  Stage as Canvases,
  ValueDispatcher,
  Vector2,
  type FullSceneDescription,
  type LogPayload,
  type Scene,
} from '@motion-canvas/core';
import type { FilmVariables } from '../../film/FilmVariables';
import { stageSize } from '../../theme/layout';
import { BeatLog, type BeatMark } from './BeatLog';
import { DrawWatch } from './DrawWatch';

export interface ProjectionSettings {
  readonly fps: number;
  /** 1 is 1920 × 1080. */
  readonly scale: number;
  readonly variables: FilmVariables;
  /** Plays no further than the end of this beat. */
  readonly until?: string;
}

export interface Plan {
  readonly frames: number;
  readonly fps: number;
  readonly beats: readonly BeatMark[];
}

export class Projection {
  private readonly playback = new PlaybackManager();
  private readonly canvases = new Canvases();
  private readonly logger = new Logger();
  private readonly errors: LogPayload[] = [];
  private readonly scene: Scene;
  private readonly watch: DrawWatch;

  public constructor(
    id: string,
    description: FullSceneDescription,
    private readonly settings: ProjectionSettings,
  ) {
    const size = new Vector2(stageSize.width, stageSize.height);
    this.logger.onLogged.subscribe((payload) => {
      if (payload.level === 'error' || payload.level === 'warn') this.errors.push(payload);
    });
    description.name = id;
    description.onReplaced ??= new ValueDispatcher<FullSceneDescription>(description);
    this.scene = new description.klass({
      ...description,
      meta: description.meta.clone(),
      logger: this.logger,
      playback: new PlaybackStatus(this.playback),
      size,
      resolutionScale: settings.scale,
      timeEventsClass: BeatLog,
      sharedWebGLContext: new SharedWebGLContext(this.logger),
      experimentalFeatures: false,
    });
    this.watch = new DrawWatch(this.scene);
    this.canvases.configure({
      size,
      resolutionScale: settings.scale,
      background: null,
      colorSpace: 'srgb',
    });
    this.playback.setup([this.scene]);
    this.playback.fps = settings.fps;
    this.playback.state = PlaybackState.Rendering;
    this.scene.variables.updateSignals({ ...settings.variables });
  }

  public prepare(): Promise<Plan> {
    return this.withCause(() => this.plan());
  }

  private async plan(): Promise<Plan> {
    const { until } = this.settings;
    await (until === undefined ? this.playback.recalculate() : this.rehearse(until));
    await document.fonts.ready; // the pass measures words, which asks for faces that nobody declared
    const beats = (this.scene.timeEvents as BeatLog).marks;
    await this.playback.reset();
    this.raise();
    return { frames: this.playback.duration, fps: this.settings.fps, beats };
  }

  /** Draws one frame; the canvas is valid until the next call. */
  public async draw(frame: number): Promise<HTMLCanvasElement> {
    await this.drawChanges(frame);
    return this.canvases.finalBuffer;
  }

  /** Draws the current frame once more. */
  public async redraw(): Promise<HTMLCanvasElement> {
    await this.render();
    return this.canvases.finalBuffer;
  }

  /** The frame's picture, or null where nothing that is drawn has changed since the last call. */
  public drawChanges(frame: number): Promise<HTMLCanvasElement | null> {
    return this.withCause(() => this.play(frame));
  }

  private async play(frame: number): Promise<HTMLCanvasElement | null> {
    if (frame < this.playback.frame) await this.playback.reset();
    while (this.playback.frame < frame && !this.playback.finished) await this.playback.progress();
    if (!this.watch.isStale) {
      this.raise();
      return null;
    }
    await this.render();
    return this.canvases.finalBuffer;
  }

  /** The beat that is being played, for error messages. */
  public get beat(): string {
    return (this.scene.timeEvents as BeatLog).current;
  }

  private async render() {
    await this.canvases.render(this.scene, null);
    // A figure painted a character outside script and facts: its face comes now, the frame again.
    while (document.fonts.status === 'loading') {
      await document.fonts.ready;
      await this.canvases.render(this.scene, null);
    }
    this.raise();
  }

  /** The pass of `recalculate`, up to the frame that shows the beat after this one. */
  private async rehearse(until: string): Promise<void> {
    await this.playback.reset();
    const isOver = () => {
      const { marks } = this.scene.timeEvents as BeatLog;
      const at = marks.findIndex(({ name }) => name === until);
      return at >= 0 && at < marks.length - 1;
    };
    while (!this.scene.canTransitionOut() && !isOver()) {
      this.playback.frame++;
      await this.scene.next();
    }
    this.playback.duration = this.playback.frame + Number(isOver());
  }

  /** What Motion Canvas logged is the cause of what is thrown after it. */
  private async withCause<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.raise();
      throw error;
    }
  }

  private raise() {
    const [first] = this.errors.splice(0);
    if (!first) return;
    const error = new Error(first.message ?? 'Motion Canvas logged an error');
    if (first.stack) error.stack = first.stack;
    throw error;
  }
}
