/** The largest whole number from `least` to `most` that fits, left applied; `least` where none does. */
export function largestThatFits(
  least: number,
  most: number,
  apply: (value: number) => void,
  fits: () => boolean,
): number {
  const tried = (value: number) => {
    apply(value);
    return fits();
  };
  let [low, high] = [Math.min(least, most), most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tried(middle)) low = middle;
    else high = middle - 1;
  }
  apply(low);
  return low;
}
