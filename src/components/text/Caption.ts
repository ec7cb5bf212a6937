/** The bottom strip: the spoken sentence of the beat. */
import { nodeName } from '@motion-canvas/2d';
import { pace } from '../../theme/pace';
import { margin, stageSize } from '../../theme/layout';
import { size } from '../../theme/type';
import { Words } from './Words';

@nodeName('Caption')
export class Caption extends Words {
  public constructor() {
    super({ px: size.caption, width: stageSize.width - 2 * margin.side, opacity: 0 });
    this.y(stageSize.height / 2 - margin.caption / 2);
  }

  /** The old sentence goes, the new one comes. */
  public *say(sentence: string) {
    if (this.opacity() > 0) yield* this.opacity(0, pace.quick / 2);
    this.text(sentence);
    yield* this.opacity(1, pace.quick / 2);
  }
}
