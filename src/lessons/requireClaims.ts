/** Every claim of a lesson, asked of the facts: whoever draws or shows a film does so first. */
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import type { Claim, Lesson } from './defineLesson';
import type { Facts } from './facts';
import type { Language } from './language';

/** @throws ForwardPassError with the name and the text of each claim that does not hold. */
export function requireClaims<F extends Facts>(
  { id, claims }: Pick<Lesson<never, F>, 'id' | 'claims'>,
  facts: F,
  language: Language,
): void {
  const broken = Object.entries(claims).flatMap(([name, claim]) => {
    const fault = faultOf(claim, facts);
    return fault === null ? [] : [{ text: `${name}: ${claim.text[language]}`, fault }];
  });
  if (broken.length === 0) return;
  throw new ForwardPassError({
    what: `film "${id}" claims what its facts do not show`,
    expected: broken.map(({ text }) => text).join('; '),
    got: [...new Set(broken.map(({ fault }) => fault))].join('; '),
    hint: `see \`claims\` in scenes/${id}/lesson.ts`,
  });
}

function faultOf<F>(claim: Claim<F>, facts: F): string | null {
  try {
    return claim.holds(facts) ? null : 'facts for which this is false';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
