/**
 * Steps of a computation in a row: panels joined by arrows, residual paths around blocks, a bracket
 * “× 6”. For a freer layout join panels by `place` and `Arrow`.
 */
import { nodeName } from '@motion-canvas/2d';
import { Vector2, all, sequence, type ThreadGenerator } from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { Arrow } from '../marks/Arrow';
import { Brace } from '../marks/Brace';
import { Figure, type FigureProps } from '../figure/Figure';
import { requireNamed } from '../figure/parts/requireNamed';
import { Panel } from './Panel';
import type { BoxSide } from '../marks/parts/route';

export interface FlowStep {
  readonly name: string;
  readonly text: string;
  readonly role?: Role;
  /** A circle, for + and ×. */
  readonly round?: boolean;
  /** At the arrow that enters it. */
  readonly label?: string;
}

export interface FlowSkip {
  /** The path leaves before this step … */
  readonly around: string;
  /** … and enters this one. */
  readonly into: string;
  readonly side?: BoxSide;
  readonly bend?: number;
  readonly label?: string;
  readonly role?: Role;
}

export interface FlowRepeat {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly side?: BoxSide;
  readonly apart?: number;
}

export interface FlowProps extends FigureProps {
  steps: readonly FlowStep[];
  direction?: 'right' | 'down' | 'up';
  /** Length of the arrows. */
  apart?: number;
  skips?: readonly FlowSkip[];
  repeats?: readonly FlowRepeat[];
  /** Panels of one width; true by default where the flow is upright. */
  even?: boolean;
  px?: number;
}

@nodeName('Flow')
export class Flow extends Figure {
  private readonly panels = new Map<string, Panel>();
  private readonly arrows: readonly Arrow[];
  private readonly skips: readonly Arrow[];
  private readonly braces: readonly Brace[];

  public constructor(private readonly options: FlowProps) {
    super({ ...options, hidden: false });
    for (const { name, text, role, round } of options.steps) {
      this.panels.set(
        name,
        new Panel({ text, role: role ?? null, round, px: options.px, facts: options.facts }),
      );
    }
    const panels = [...this.panels.values()];
    if (options.even ?? !this.isSideways()) {
      const boxes = panels.filter((panel) => !panel.round());
      const widest = Math.max(0, ...boxes.map((panel) => panel.extent().x));
      for (const panel of boxes) panel.width(widest);
    }
    this.arrange(panels);
    this.arrows = panels.slice(1).map((panel, i) => {
      const label = options.steps[i + 1]?.label;
      // The skip leaves on one side, so that words stand on the other.
      const skips = options.skips?.some((skip) => skip.around === options.steps[i + 1]?.name);
      const labelSide = skips && this.isSideways() ? 'right' : 'left';
      return new Arrow({
        from: panels[i] ?? panel,
        to: panel,
        label,
        labelSide,
        facts: options.facts,
      });
    });
    this.skips = (options.skips ?? []).map((skip) => this.skip(skip));
    this.braces = (options.repeats ?? []).map((repeat) => this.repeat(repeat));
    this.add([...this.arrows, ...this.skips, ...this.braces, ...panels]);
    if (options.hidden) this.conceal();
  }

  public override extent(): Vector2 {
    const panels = [...this.panels.values()];
    const reach = (axis: 'x' | 'y') =>
      Math.max(0, ...panels.map((p) => 2 * Math.abs(p.position()[axis]) + p.extent()[axis]));
    return new Vector2(reach('x'), reach('y'));
  }

  /** One panel: to highlight it, to point at it, to change its words. */
  public step(name: string): Panel {
    const known = [...this.panels].map(([step, panel]) => ({ name: step, panel }));
    return requireNamed('a step of a flow', name, known).panel;
  }

  /** Step by step with the arrows between, then residual paths and brackets. */
  public override *reveal(secondsAStep: number = pace.quick): ThreadGenerator {
    this.conceal();
    const steps = [...this.panels.values()].map((panel, i) => {
      const arrow = this.arrows[i - 1];
      const appear = panel.reveal(secondsAStep);
      return arrow ? all(arrow.reveal(secondsAStep), appear) : appear;
    });
    yield* sequence(secondsAStep * 0.75, ...steps);
    yield* all(...[...this.skips, ...this.braces].map((figure) => figure.reveal(pace.change)));
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    const lines = [...this.arrows, ...this.skips, ...this.braces];
    yield* all(...[...lines, ...this.panels.values()].map((figure) => figure.hide(seconds)));
  }

  /** Only this step is bright; `null` for none. */
  public *highlight(name: string | null, seconds: number = pace.quick) {
    const lit = name === null ? null : this.step(name);
    yield* all(...[...this.panels.values()].map((p) => p.highlight(p === lit, seconds)));
  }

  /** A dot runs through all arrows, one after the other. */
  public *send(secondsAnArrow: number = pace.quick) {
    for (const arrow of this.arrows) yield* arrow.send(secondsAnArrow);
  }

  protected override paint() {
    // Its panels and arrows paint themselves.
  }

  private conceal() {
    for (const panel of this.panels.values()) panel.opacity(0);
    for (const figure of [...this.arrows, ...this.skips, ...this.braces]) figure.drawn(0);
  }

  private isSideways(): boolean {
    return (this.options.direction ?? 'right') === 'right';
  }

  private arrange(panels: readonly Panel[]) {
    const axis = this.isSideways() ? 'x' : 'y';
    const sign = this.options.direction === 'up' ? -1 : 1;
    const lengths = panels.map((panel) => panel.extent()[axis]);
    const apart = this.options.apart ?? gap.group * (this.isSideways() ? 1 : 0.75);
    const total = lengths.reduce((sum, length) => sum + length, apart * (panels.length - 1));
    let start = -total / 2;
    panels.forEach((panel, i) => {
      const length = lengths[i] ?? 0;
      panel.position[axis](sign * (start + length / 2));
      start += length + apart;
    });
  }

  private skip({ around, into, side, bend, label, role = 'residual' }: FlowSkip): Arrow {
    const entering = this.arrows[[...this.panels.keys()].indexOf(around) - 1];
    const first = this.step(around);
    // From the arrow that enters the block, or from the block where none does.
    const from = entering ? () => entering.onStage(entering.pointAlong(0.3)) : first;
    const leaves = side ?? (this.isSideways() ? 'top' : 'right');
    const widest = Math.max(...[...this.panels.values()].map((panel) => this.halfAcross(panel)));
    const reach = bend ?? widest - this.halfAcross(this.step(into)) + gap.normal;
    const sides = { fromSide: leaves, toSide: leaves } as const;
    return new Arrow({
      from,
      to: this.step(into),
      kind: 'around',
      ...sides,
      bend: reach,
      label,
      role,
      facts: this.options.facts,
    });
  }

  private repeat({ from, to, label, side, apart }: FlowRepeat): Brace {
    const names = [...this.panels.keys()];
    [from, to].forEach((name) => this.step(name));
    const inside = names.slice(names.indexOf(from), names.indexOf(to) + 1);
    const around = inside.map((name) => this.step(name));
    const beside = side ?? (this.isSideways() ? 'bottom' : 'left');
    return new Brace({ around, label, apart, side: beside, facts: this.options.facts });
  }

  private halfAcross(panel: Panel): number {
    return panel.extent()[this.isSideways() ? 'y' : 'x'] / 2;
  }
}
