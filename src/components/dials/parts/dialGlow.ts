/** How a dial's face is tinted by the dot product of its two arrows as they are seen: warm above zero, cold below. */
import { mix } from '../../../theme/color';
import type { Palette } from '../../../theme/palette';
import type { DialArrow } from './DialArrow';

/** Of the full colour, so that arrows can be seen on it. */
const most = { dark: 0.34, light: 0.26 } as const;
/** Small products are seen too. */
const lift = 0.6;

/** `bound` has the full colour; 0: no tint. */
export function dialGlow(palette: Palette, [a, b]: readonly DialArrow[], bound: number) {
  if (!bound || !a || !b) return { fill: null, color: palette.line };
  const angle = b.start + b.turn() - a.start - a.turn();
  const product = a.norm * b.norm * Math.cos(angle);
  const share = Math.min(1, Math.abs(product) / bound) ** lift * a.drawn() * b.drawn();
  const hue = palette[product < 0 ? 'neg' : 'pos'];
  return {
    fill: mix(palette.bg, hue, most[palette.name] * share),
    color: mix(palette.line, hue, share),
  };
}
