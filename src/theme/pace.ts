/** Seconds. A change is quick, what follows it is held until it can be read. */
export const pace = {
  quick: 0.4,
  change: 0.6,
  slow: 0.8,
  /** After the last movement of a beat. */
  settle: 1,
  opening: 5,
  charactersPerSecond: { en: 15, zh: 5 },
} as const;

/** Seconds to read a sentence; Chinese counts each ideograph. */
export function readingTime(sentence: string, language: 'en' | 'zh'): number {
  return [...sentence].length / pace.charactersPerSecond[language];
}
