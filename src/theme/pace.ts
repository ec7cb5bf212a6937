/** Seconds. A change is quick, what follows it is held until it can be read. */
export const pace = {
  quick: 0.4,
  change: 0.6,
  slow: 0.8,
  /** After the last movement of a beat. */
  settle: 1,
  charactersPerSecond: { en: 15, zh: 5 },
} as const;

/** Seconds to read a sentence; in Chinese only ideographs take longer than a letter or a digit. */
export function readingTime(sentence: string, language: 'en' | 'zh'): number {
  const characters = [...sentence];
  const ideographs = characters.filter((c) => /\p{Script=Han}/u.test(c)).length;
  const { en, zh } = pace.charactersPerSecond;
  if (language === 'en') return characters.length / en;
  return ideographs / zh + (characters.length - ideographs) / en;
}
