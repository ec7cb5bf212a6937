/** One vector of a dial: where it began, how far it has turned, its words. */
import { createSignal, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import type { Role } from '../../../theme/palette';
import { turnOf } from './turning';

export interface DialArrowProps {
  readonly name: string;
  /** The two real numbers. */
  readonly x: number;
  readonly y: number;
  readonly role: Role;
  /** Stands outside the circle, beyond the tip, as `Words` takes it. */
  readonly label?: SignalValue<string>;
  /** Stands at the arc. */
  readonly arcLabel?: SignalValue<string>;
  /** Radians that it is turned by already. */
  readonly turn?: SignalValue<number>;
  /** Not yet visible: `Dial.grow` shows it. */
  readonly hidden?: boolean;
  /** Leaves a faint arrow where it began. */
  readonly ghost?: boolean;
  /** Draws the angle that it has turned by. */
  readonly arc?: boolean;
}

export class DialArrow {
  public readonly name: string;
  public readonly role: Role;
  public readonly ghost: boolean;
  public readonly arc: boolean;
  public readonly x: SimpleSignal<number>;
  public readonly y: SimpleSignal<number>;
  public readonly turn: SimpleSignal<number>;
  public readonly label: SimpleSignal<string>;
  /** How much of the label can be seen. */
  public readonly named = createSignal(1);
  public readonly arcLabel: SimpleSignal<string>;
  /** Share of its length that is drawn. */
  public readonly drawn: SimpleSignal<number>;
  public readonly strength = createSignal(1);
  /** How much of ghost and arc can be seen. */
  public readonly trail = createSignal(1);

  public constructor(props: DialArrowProps, large: boolean) {
    this.name = props.name;
    this.role = props.role;
    this.ghost = props.ghost ?? large;
    this.arc = props.arc ?? large;
    this.x = createSignal(props.x);
    this.y = createSignal(props.y);
    this.turn = createSignal<number>(props.turn ?? 0);
    this.label = createSignal<string>(props.label ?? '');
    this.arcLabel = createSignal<string>(props.arcLabel ?? '');
    this.drawn = createSignal(props.hidden ? 0 : 1);
  }

  /** Its direction before it turned. */
  public get start(): number {
    return turnOf(this.x(), this.y());
  }

  public get norm(): number {
    return Math.hypot(this.x(), this.y());
  }
}
