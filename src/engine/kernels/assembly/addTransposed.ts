/** Four rows of four products become four columns of four, which are added to the sum in their order. */
// @ts-ignore: decorator
@inline
export function addTransposed(sum: v128, a: v128, b: v128, c: v128, d: v128): v128 {
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  sum = f32x4.add(sum, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
  sum = f32x4.add(sum, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  sum = f32x4.add(sum, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
  return f32x4.add(sum, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
}
