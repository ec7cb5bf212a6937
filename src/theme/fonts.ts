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
import quotes400 from '@fontsource/noto-sans-sc/files/noto-sans-sc-117-400-normal.woff2';
import quotes600 from '@fontsource/noto-sans-sc/files/noto-sans-sc-117-600-normal.woff2';
import spaceMark from 'katex/dist/fonts/KaTeX_Typewriter-Regular.woff2';
import tabMark from 'katex/dist/fonts/KaTeX_Main-Regular.woff2';
import { family, markFamily, quoteFamily, type Weight } from './type';

const weights: readonly Weight[] = [400, 600];
const katexFaces = /^"?KaTeX_/;
const lettered = /^"?(Inter|JetBrains Mono)/;

/** Chinese quotation marks are as wide as an ideograph; Latin ones of the same code are not. */
const quoteFaces = ([quotes400, quotes600] as const).map((url, i) => ({
  url,
  weight: String(weights[i]),
}));

async function setQuotes(language: 'en' | 'zh'): Promise<void> {
  for (const face of document.fonts) {
    if (face.family.includes(quoteFamily)) document.fonts.delete(face);
  }
  if (language !== 'zh') return;
  const faces = quoteFaces.map(
    ({ url, weight }) =>
      new FontFace(quoteFamily, `url(${url})`, { weight, unicodeRange: 'U+201C-201D' }),
  );
  for (const face of faces) document.fonts.add(await face.load());
}

/** An arrow of two dashes and a sign stays three characters: what is lettered here is often code or tokens. */
const apart = '"liga" 0, "calt" 0';

function setApart(): void {
  for (const face of document.fonts) {
    if (lettered.test(face.family)) Object.assign(face, { featureSettings: apart });
  }
}

/** A figure of the face for numbers is 0.6 em wide; these marks are 0.525 em and 1 em in their own. */
const markFaces = [
  { url: spaceMark, unicodeRange: 'U+2423', sizeAdjust: '114.28%' },
  { url: tabMark, unicodeRange: 'U+21A6', sizeAdjust: '60%' },
] as const;

async function setMarks(): Promise<void> {
  if ([...document.fonts].some((face) => face.family.includes(markFamily))) return;
  for (const { url, unicodeRange, sizeAdjust } of markFaces) {
    // TypeScript's list of what a face can be told lacks sizeAdjust
    const told: FontFaceDescriptors & { sizeAdjust: string } = { unicodeRange, sizeAdjust };
    document.fonts.add(await new FontFace(markFamily, `url(${url})`, told).load());
  }
}

/**
 * Loads every face that `text` needs in this language, KaTeX's all, and asserts them.
 * @throws Error naming the first face that is missing.
 */
export async function loadFonts(text: string, language: 'en' | 'zh' = 'en'): Promise<void> {
  setApart();
  await Promise.all([setQuotes(language), setMarks()]);
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
