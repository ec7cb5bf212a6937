/** A fact on stage that gives way to another with the same axes: which, and how far it is on the way. */
import {
  createSignal,
  easeInOutCubic,
  tween,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../../lessons/facts';
import { rankError } from './rankError';
import { requireSameAxes } from './requireSameAxes';

export class Becoming {
  private readonly coming = createSignal<ArrayFact | null>(null);
  /** 0 where nothing changes. */
  public readonly share = createSignal(0);

  /** @throws ForwardPassError for a fact of another rank. */
  public constructor(
    private readonly figure: string,
    rank: number,
    private readonly fact: SimpleSignal<ArrayFact, unknown>,
  ) {
    if (fact().shape.length !== rank) throw rankError(figure, rank, fact());
  }

  public get now(): ArrayFact {
    return this.fact();
  }

  /** The fact itself where nothing changes. */
  public get next(): ArrayFact {
    return this.coming() ?? this.now;
  }

  /** On the way from one to the other: a length, never a number that is written. */
  public valueAt(i: number): number {
    const from = this.now.values[i] ?? 0;
    return from + ((this.next.values[i] ?? from) - from) * this.share();
  }

  public *to(next: ArrayFact, seconds: number): ThreadGenerator {
    requireSameAxes(`${this.figure}.become`, this.now, next);
    this.share(0);
    this.coming(next);
    yield* tween(seconds, (time) => this.share(easeInOutCubic(time)));
    this.coming(null);
    this.share(0);
    this.fact(next);
  }
}
