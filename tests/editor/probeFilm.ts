/** A film that exists only while the editor is tested: a square as wide as the lesson says. */
export const probeFilm: Readonly<Record<string, string>> = {
  'src/engine/probeSize.ts': `export const probeSize = (count: number) => count * 100;\n`,

  'src/components/Square.ts': `
import { Vector2 } from '@motion-canvas/core';
import { Figure } from './figure/Figure';

export class Square extends Figure {
  public constructor(private readonly side: number, private readonly tint: string) {
    super({});
  }
  public override extent() {
    return new Vector2(this.side);
  }
  protected override paint(context: CanvasRenderingContext2D) {
    context.fillStyle = this.tint;
    context.fillRect(-this.side / 2, -this.side / 2, this.side, this.side);
  }
}
`,

  'scenes/probe/lesson.ts': `
import { probeSize } from '../../src/engine/probeSize';
import { defineLesson, integerParam } from '../../src/lessons/defineLesson';
import { array } from '../../src/lessons/facts';

export const lesson = defineLesson({
  id: 'probe',
  params: { count: integerParam(2, { min: 1, max: 5 }) },
  run: ({ count }) => ({
    side: { kind: 'scalar' as const, of: 'probe.side', value: probeSize(count), decimals: 0 },
    wide: array('wide', [[1]], 'T S', 0),
  }),
  claims: {},
});
`,

  'scenes/probe/script.ts': `
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'Probe', zh: '探针' },
  question: { en: 'How wide is a square?', zh: '正方形有多宽？' },
  setting: { en: 'Probe', zh: '探针' },
  beats: {
    hook: { say: { en: 'Here comes a square.', zh: '来了一个正方形。' } },
    square: { say: { en: 'As wide as its lesson says.', zh: '由课程决定。' } },
  },
  answer: { say: { en: 'That wide.', zh: '就这么宽。' } },
  words: {},
});
`,

  'scenes/probe/probe.tsx': `
import { all } from '@motion-canvas/core';
import { MatrixView } from '../../src/components/grids/MatrixView';
import { Square } from '../../src/components/Square';
import { film } from '../../src/film/film';
import { lesson } from './lesson';
import { script } from './script';

export default film(lesson, script, function* (stage, facts) {
  yield* stage.beat('hook');
  yield* stage.beat('square');
  stage.add(new Square(facts.side.value, '#ff0000'));
  yield* stage.beat('answer');
});
`,
};
