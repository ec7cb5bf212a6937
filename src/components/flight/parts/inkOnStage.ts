/** Where letters are on stage right now: the figures paint once for an eye that notes where and keeps no picture. */
import type { Node, View2D } from '@motion-canvas/2d';
import { BBox, Vector2 } from '@motion-canvas/core';

/** Fainter letters are not in anybody's way. */
const faint = 0.2;

/** Boxes around texts in stage coordinates, but for those of figures that `leaves` picks. */
export function inkOnStage(view: View2D, leaves: (figure: Node) => boolean): readonly BBox[] {
  const boxes: BBox[] = [];
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return boxes;
  const toStage = view.worldToLocal();
  context.fillText = (text, x, y) => {
    if (context.globalAlpha < faint || text.trim() === '') return;
    const ink = context.measureText(text);
    const { a, b, c, d, e, f } = context.getTransform();
    const onStage = new DOMMatrix([a, b, c, d, e, f]);
    const corners = [
      [x - ink.actualBoundingBoxLeft, y - ink.actualBoundingBoxAscent],
      [x + ink.actualBoundingBoxRight, y + ink.actualBoundingBoxDescent],
    ].map(([px = 0, py = 0]) => {
      const world = onStage.transformPoint({ x: px, y: py });
      return new Vector2(world.x, world.y).transformAsPoint(toStage);
    });
    boxes.push(BBox.fromPoints(...corners));
  };
  const { a, b, c, d, e, f } = view.localToWorld();
  for (const child of view.children().filter((node) => !leaves(node))) {
    context.setTransform(a, b, c, d, e, f);
    child.render(context as unknown as CanvasRenderingContext2D);
  }
  return boxes;
}
