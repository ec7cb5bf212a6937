/** What a new film can start from: the template is written for the first, the others say it in other words. */

/** From the template's words to those of another model. */
type Words = Readonly<Record<string, string>>;

export const starts = {
  'shakespeare-gpt': {},
  'shakespeare-llama': {
    'models/gpt2/gpt2': 'models/llama/llama',
    gpt2: 'llama',
    shakespeareGpt: 'shakespeareLlama',
    'shakespeare-gpt': 'shakespeare-llama',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type StartName = keyof typeof starts;

export const inWordsOf = (model: StartName, text: string): string =>
  Object.entries(starts[model] as Words)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((now, [from, to]) => now.replaceAll(from, to), text);
