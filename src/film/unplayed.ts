/** What is missing of a film that is being written: beats that its script has and its scene does not play. */
import { beatNames, type Script } from './script';

/** @param played in the order of the script, which the stage sees to. */
export const unplayed = (script: Script, played: readonly string[]): readonly string[] =>
  beatNames(script).filter((name) => !played.includes(name));

/** `half written: "shares", "answer" of the script are not played yet` */
export function halfWritten(script: Script, played: readonly string[]): string | null {
  const missing = unplayed(script, played).map((name) => `"${name}"`);
  if (missing.length === 0) return null;
  return `half written: ${missing.join(', ')} of the script ${missing.length === 1 ? 'is' : 'are'} not played yet`;
}
