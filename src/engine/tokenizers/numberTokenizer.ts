import { WordTokenizer } from './WordTokenizer';

// numberTokenizer: the one vocabulary of the model number-translator: numbers spelled out in English and
// in Chinese up to 9999, digits, and three special tokens. What the model says needs its beginning alone, ids 0 to 12.
//   0–2 ‹pad› ‹start› ‹end› · 3–12 digits · 13–42 English · 43–56 Chinese
export function numberTokenizer(): WordTokenizer<'pad' | 'start' | 'end'> {
  return new WordTokenizer([...digits, ...english, ...chinese], ['pad', 'start', 'end']);
}

const digits = [...'0123456789'];

const english = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen'],
  ...['sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'],
  ...['hundred', 'thousand'],
];

const chinese = [...'零一二两三四五六七八九十百千'];
