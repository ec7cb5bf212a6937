/** A lesson's facts for one job, with every claim checked before anything is drawn. */
import type { Facts } from '../../lessons/facts';
import { languages } from '../../lessons/language';
import { requireClaims } from '../../lessons/requireClaims';
import type { FilmSource } from './FilmSource';
import type { RenderJob } from './RenderJob';

export interface ComputedFacts {
  readonly facts: Facts;
  /** Whether every language has the same facts. */
  readonly shared: boolean;
}

/** @throws ForwardPassError with the text of each claim that does not hold. */
export async function computeFacts(
  { lesson }: FilmSource,
  job: Pick<RenderJob, 'set' | 'language'>,
): Promise<ComputedFacts> {
  const facts = await lesson.facts(job.set, job.language);
  requireClaims(lesson, facts, job.language);
  // Facts follow from parameters alone, and only their initial values know a language.
  const [first, ...others] = languages.map((l) => JSON.stringify(lesson.resolve(job.set, l)));
  return { facts, shared: others.every((other) => other === first) };
}

/** JSON has no word for what is not finite: `-Infinity` is written as the string "-Infinity". */
export const factsJson = (facts: Facts): string =>
  `${JSON.stringify(
    facts,
    (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    1,
  ).replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_all, inner: string) => `[${inner.replace(/\s*\n\s*/g, ' ')}]`,
  )}\n`;
