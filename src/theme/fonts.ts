/**
 * All faces, declared once. A canvas does not wait for fonts and Motion Canvas measures with what
 * is there, so `loadFonts` must have ended before frame 0.
 */
import '@fontsource/inter/400.css';
import '@fontsource/inter/600.css';
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/600.css';
import 'katex/dist/katex.css';
import { family, type Weight } from './type';

const weights: readonly Weight[] = [400, 600];
const katexFaces = /^"?KaTeX_/;

/**
 * Loads every face that `text` needs, KaTeX's all, and asserts them.
 * @throws Error naming the first face that is missing.
 */
export async function loadFonts(text: string): Promise<void> {
  const words = [family.words, family.numbers].flatMap((f) => weights.map((w) => `${w} 32px ${f}`));
  const formulas = [...document.fonts].filter((f) => katexFaces.test(f.family));
  await Promise.all([
    ...words.map((font) => document.fonts.load(font, text)),
    ...formulas.map((face) => face.load()),
  ]);
  const missing = words.filter((font) => !document.fonts.check(font, text));
  if (formulas.length === 0) missing.push('KaTeX_*');
  if (missing.length > 0) throw new Error(`Fonts did not load: ${missing.join('; ')}`);
}
