/**
 * Knows whether a scene would draw the same picture again: while the scene draws, every signal it
 * reads is collected; as long as none of them changes, the canvas is still right.
 *
 * Half of a film holds still, and a frame that is not drawn is not encoded either. It rests on one
 * rule: what a figure draws follows from its signals (and the scene's variables) only.
 */
import { DependencyContext, SceneRenderEvent, type Scene } from '@motion-canvas/core';

export class DrawWatch extends DependencyContext<void> {
  public constructor(scene: Scene) {
    super(undefined);
    this.event.raise();
    scene.onRenderLifecycle.subscribe(([event]) => {
      if (event === SceneRenderEvent.BeforeRender) this.begin();
      if (event === SceneRenderEvent.AfterRender) this.finishCollecting();
    });
    scene.onReset.subscribe(() => this.event.raise());
  }

  public get isStale(): boolean {
    return this.event.isRaised();
  }

  private begin() {
    this.clearDependencies();
    this.event.reset();
    this.startCollecting();
  }
}
