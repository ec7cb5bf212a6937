/** The film's question: large in the middle at first, then top left with the setting under it. */
import { nodeName } from '@motion-canvas/2d';
import { Vector2, all } from '@motion-canvas/core';
import { gap, margin, stageSize } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { Figure } from '../figure/Figure';
import { Words } from './Words';

const opening = 1.6;

@nodeName('Heading')
export class Heading extends Figure {
  private readonly question: Words;
  private readonly setting: Words;

  public constructor(question: string, setting: string) {
    super({});
    const wide = (stageSize.width - 2 * margin.side) / opening;
    this.question = new Words({ text: question, px: size.question, weight: 600, align: 'left' });
    this.question.scale(Math.min(opening, (wide * opening) / this.question.extent().x)).opacity(0);
    this.setting = new Words({ text: setting, px: size.label, role: 'muted', align: 'left' });
    this.setting.opacity(0).position(this.corner(this.setting, size.question + gap.normal));
    this.add([this.question, this.setting]);
  }

  public override extent(): Vector2 {
    return new Vector2(stageSize.width - 2 * margin.side, size.question + size.label + gap.normal);
  }

  public *open() {
    yield* this.question.opacity(1, pace.change);
  }

  /** From the middle to its place above the stage. */
  public *settle() {
    const corner = this.corner(this.question, 0);
    yield* all(this.question.scale(1, pace.slow), this.question.position(corner, pace.slow));
    yield* this.setting.opacity(1, pace.quick);
  }

  protected override paint() {
    // Its words paint themselves.
  }

  private corner(words: Words, below: number): Vector2 {
    const { x, y } = words.extent();
    const left = -stageSize.width / 2 + margin.side;
    const top = -stageSize.height / 2 + margin.top;
    return new Vector2(left + x / 2, top + y / 2 + below);
  }
}
