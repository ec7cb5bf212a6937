/** Paints with less than the strength that the context has. */
export function faded(context: CanvasRenderingContext2D, alpha: number, paint: () => void) {
  context.save();
  context.globalAlpha *= alpha;
  paint();
  context.restore();
}
