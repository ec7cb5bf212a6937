/**
 * The film's question, one quiet line above the stage, and its setting: at the other end of the line,
 * or under the question where both are too long for one.
 */
import { nodeName } from '@motion-canvas/2d';
import { Vector2 } from '@motion-canvas/core';
import { body, gap, margin, stageSize } from '../../theme/layout';
import { size } from '../../theme/type';
import { Figure } from '../figure/Figure';
import { Words } from './Words';

const width = body.right - body.left;
const height = body.top + stageSize.height / 2 - margin.top;

@nodeName('Heading')
export class Heading extends Figure {
  public constructor(question: string, setting: string) {
    super({});
    const asked = new Words({ text: question, px: size.heading, weight: 600 });
    const set = new Words({ text: setting, px: size.cell, role: 'muted' });
    const isOneLine = asked.extent().x + gap.group + set.extent().x <= width;
    const middle = margin.top + height / 2 - stageSize.height / 2;
    const leftOf = (words: Words) => body.left + words.extent().x / 2;
    if (isOneLine) {
      asked.position([leftOf(asked), middle]);
      set.position([body.right - set.extent().x / 2, middle + baselineShift]);
    } else {
      const top = margin.top - stageSize.height / 2 - gap.hair;
      asked.position([leftOf(asked), top + asked.extent().y / 2]);
      set.position([leftOf(set), top + asked.extent().y + set.extent().y / 2 - gap.hair]);
    }
    this.add([asked, set]);
  }

  public override extent(): Vector2 {
    return new Vector2(width, height);
  }

  protected override paint() {
    // Its words paint themselves.
  }
}

/** From the baseline of a line of the question's size to that of one of the setting's, both centred. */
const baselineShift = 0.36 * (size.heading - size.cell);
