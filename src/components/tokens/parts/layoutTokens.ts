/** Where the boxes of a row or column of tokens stand, around the origin of the whole. */
import { BBox, Vector2 } from '@motion-canvas/core';

export interface TokenSpacing {
  readonly direction: 'row' | 'column';
  /** From centre to centre; 0 sets box beside box. */
  readonly pitch: number;
  readonly gap: number;
}

export interface TokenLayout {
  readonly boxes: readonly BBox[];
  readonly size: Vector2;
}

/** `room[i]` is how much of its place token `i` has taken; below 1 while it joins. */
export function layoutTokens(
  sizes: readonly Vector2[],
  room: readonly number[],
  { direction, pitch, gap }: TokenSpacing,
): TokenLayout {
  const along = direction === 'row' ? (v: Vector2) => v.x : (v: Vector2) => v.y;
  const steps = sizes.map((size, i) => (pitch || along(size) + gap) * (room[i] ?? 1));
  const lastGap = pitch ? pitch - Math.max(0, ...sizes.map(along)) : gap;
  const total = Math.max(0, steps.reduce((a, b) => a + b, 0) - lastGap);
  let edge = -total / 2 - lastGap / 2;
  const boxes = sizes.map((size, i) => {
    const middle = edge + (steps[i] ?? 0) / 2;
    edge += steps[i] ?? 0;
    const center = direction === 'row' ? new Vector2(middle, 0) : new Vector2(0, middle);
    return new BBox(center.sub(size.scale(0.5)), size);
  });
  const across = Math.max(0, ...sizes.map((v) => (direction === 'row' ? v.y : v.x)));
  const size = direction === 'row' ? new Vector2(total, across) : new Vector2(across, total);
  return { boxes, size };
}

/** Tokens `i` and `j` on their way to each other's place, `i` over `j`; all others make room. */
export function swappedBoxes(
  sizes: readonly Vector2[],
  i: number,
  j: number,
  share: number,
  spacing: TokenSpacing,
): readonly BBox[] {
  const swap = (k: number) => (k === i ? j : k === j ? i : k);
  const before = layoutTokens(sizes, [], spacing).boxes;
  const after = layoutTokens(
    sizes.map((size, k) => sizes[swap(k)] ?? size),
    [],
    spacing,
  ).boxes;
  return before.map((box, k) => {
    const target = after[swap(k)] ?? box;
    const side = k === i ? -1 : k === j ? 1 : 0;
    const lift =
      side *
      Math.sin(Math.PI * share) *
      (spacing.direction === 'row' ? box.height : box.width) *
      0.62;
    const center = Vector2.lerp(box.center, target.center, share);
    const shifted = spacing.direction === 'row' ? center.addY(lift) : center.addX(lift);
    return new BBox(shifted.sub(box.size.scale(0.5)), box.size);
  });
}
