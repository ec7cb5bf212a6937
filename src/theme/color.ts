/**
 * Mixing and contrast of `#RRGGBB` colours.
 * contrast = (L_light + 0.05) / (L_dark + 0.05), L relative luminance. (WCAG 2.2, section 1.4.3)
 */
type Rgb = readonly [number, number, number];

export function parseColor(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

const toHex = (rgb: Rgb) =>
  '#' + rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('');

/** `share` of `to` over `from`, in sRGB as a canvas blends it. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [parseColor(from), parseColor(to)];
  const at = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * share;
  return toHex([at(0), at(1), at(2)]);
}

export function luminance(hex: string): number {
  const [r, g, b] = parseColor(hex).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
