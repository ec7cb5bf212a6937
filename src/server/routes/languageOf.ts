/** The language of descriptions: what the client likes best of English and Chinese; English if it does not say. */
import type { Language } from '../steps/stepKinds';

export function languageOf(header: string | undefined): Language {
  const liked = (header ?? '').slice(0, 1000).split(',').map(wish);
  const best = (language: Language) =>
    Math.max(0, ...liked.filter(({ tag }) => tag.split('-')[0] === language).map(({ q }) => q));
  return best('zh') > best('en') ? 'zh' : 'en';
}

function wish(part: string): { readonly tag: string; readonly q: number } {
  const [tag = '', ...parameters] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const q = given === undefined ? 1 : Number(given);
  return { tag, q: q >= 0 && q <= 1 ? q : 0 };
}
