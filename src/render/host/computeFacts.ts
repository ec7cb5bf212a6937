/** A lesson's facts for one job, with every claim checked before anything is drawn. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { Facts } from '../../lessons/facts';
import { languages } from '../../lessons/language';
import type { FilmSource } from './FilmSource';
import type { RenderJob } from './RenderJob';

export interface ComputedFacts {
  readonly facts: Facts;
  /** Whether every language has the same facts. */
  readonly shared: boolean;
}

/** @throws ForwardPassError with the text of each claim that does not hold. */
export async function computeFacts(
  { id, lesson }: FilmSource,
  job: Pick<RenderJob, 'set' | 'language'>,
): Promise<ComputedFacts> {
  const facts = await lesson.facts(job.set, job.language);
  const broken = Object.entries(lesson.claims).filter(([, claim]) => !claim.holds(facts));
  if (broken.length > 0) {
    throw new ForwardPassError({
      what: `film "${id}" claims what its facts do not show`,
      expected: broken.map(([name, claim]) => `${name}: ${claim.text[job.language]}`).join('; '),
      got: `facts for which ${broken.length === 1 ? 'this is' : 'these are'} false`,
      hint: `see \`claims\` in scenes/${id}/lesson.ts`,
    });
  }
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
