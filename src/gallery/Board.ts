/** Where a component shows what it can: its figures, and one verb after the other. */
import { Node, type View2D } from '@motion-canvas/2d';
import { all, useScene, useThread, waitFor, type ThreadGenerator } from '@motion-canvas/core';
import type { Figure } from '../components/figure/Figure';
import { Region } from '../components/figure/Region';
import { pace } from '../theme/pace';

/** A board is smaller than a stage and seen from nearer, so that small pictures of it can be read. */
const closer = 1.6;
const half = { width: 1920 / closer / 2, height: 1080 / closer / 2 } as const;

export class Board {
  public readonly body = new Region({
    left: -half.width,
    right: half.width,
    top: -half.height,
    bottom: half.height,
  }).inset(60, 50);

  private readonly ground = new Node({ scale: closer });

  public constructor(view: View2D) {
    view.add(this.ground);
  }

  public add<T extends Figure>(figure: T): T {
    this.ground.add(figure);
    return figure;
  }

  /** Names the moment after a verb of the component, plays it and rests. */
  public *verb(name: string, ...movements: readonly ThreadGenerator[]): ThreadGenerator {
    useScene().timeEvents.register(name, useThread().time());
    yield* all(...movements);
    yield* waitFor(pace.quick);
  }
}

/** What one component shows. */
export type Piece = (board: Board) => ThreadGenerator;
export type Pieces = Readonly<Record<string, Piece>>;
