/**
 * Words → units between which a line may break: at blanks, and in Chinese between characters, but
 * no line starts with a closing mark or ends with an opening one. A sum stays whole: `3 × 4`.
 */
import { isFormula, type Atom } from './parseWords';

/** `space` is what stands after `body` unless the line ends there. */
export interface Unit {
  readonly body: readonly Atom[];
  readonly space: readonly Atom[];
}

export const opening = /[([{“‘（《〈「『【〔［｛]/;
export const closing = /[)\]}”’）》〉」』】〕］｝，。、；：！？．…—]/;
const pause = /[,.;:!?%]/;
const ideographic =
  /[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|\p{Script=Han}/u;
/** A blank beside one of these is part of what is computed. */
const joining = /[=×÷+\u2212·→≈<>/]/;

export function breakWords(atoms: readonly Atom[]): readonly Unit[] {
  const units: { body: Atom[]; space: Atom[] }[] = [];
  let open: { body: Atom[]; space: Atom[] } | undefined;
  atoms.forEach((atom, i) => {
    const before = atoms[i - 1];
    if (!open || (before && mayBreak(before, atom, open.body.at(-1)))) {
      open = { body: [], space: [] };
      units.push(open);
    }
    if (isBlank(atom)) open.space.push(atom);
    else open.body.push(...open.space.splice(0), atom);
  });
  return units;
}

/** `word` is the last before `after` that is no blank. */
function mayBreak(before: Atom, after: Atom, word: Atom | undefined): boolean {
  if (isBlank(after) || isSign(after, closing) || isSign(after, pause)) return false;
  if (isSign(word, opening)) return false;
  if (isBlank(before)) return !isSign(after, joining) && !isSign(word, joining);
  return isSign(before, ideographic) || isSign(after, ideographic);
}

const isBlank = (atom: Atom) => !isFormula(atom) && (atom.text === ' ' || atom.text === '\n');

const isSign = (atom: Atom | undefined, signs: RegExp) =>
  atom !== undefined && !isFormula(atom) && signs.test(atom.text);
