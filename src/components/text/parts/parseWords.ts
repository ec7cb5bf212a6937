/**
 * The markup of words on stage → letters and formulas.
 *   {role:text}   text in the colour of a role
 *   $…$           TeX, set as a formula
 *   \$ \{ \} \\   the sign itself
 * A lone $, { or } stands for itself.
 */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import { nearestName } from '../../../engine/errors/nearestName';
import { isRole, roles, type Role } from '../../../theme/palette';

export interface Letter {
  readonly text: string; // one code point
  readonly role?: Role;
}

export interface InlineFormula {
  readonly tex: string;
  readonly role?: Role;
}

export type Atom = Letter | InlineFormula;

export const isFormula = (atom: Atom): atom is InlineFormula => 'tex' in atom;

const tex = String.raw`(?:\\[^]|[^$\\])+`;
const content = String.raw`(?:\\[^]|\$${tex}\$|[^{}\\])*`;
const markup = new RegExp(String.raw`\\([\\$\{\}])|\$(${tex})\$|\{(\w+):(${content})\}`, 'g');

/** @throws ForwardPassError for a role that the palette does not know. */
export function parseWords(text: string, role?: Role): readonly Atom[] {
  const atoms: Atom[] = [];
  const letters = (part: string) => {
    for (const character of part) atoms.push({ text: character, role });
  };
  let end = 0;
  for (const match of text.matchAll(markup)) {
    const [whole, escaped, formula, name = '', inside = ''] = match;
    letters(text.slice(end, match.index));
    end = match.index + whole.length;
    if (escaped !== undefined) letters(escaped);
    else if (formula !== undefined) atoms.push({ tex: formula, role });
    else atoms.push(...parseWords(inside, known(name, text)));
  }
  letters(text.slice(end));
  return atoms;
}

function known(name: string, text: string): Role {
  if (isRole(name)) return name;
  const near = nearestName(name, roles);
  throw new ForwardPassError({
    what: `the colour role of {${name}:…} in "${text}"`,
    expected: roles.join(', '),
    got: name,
    hint: near ? `did you mean ${near}?` : 'where braces are part of the text, write \\{ and \\}',
  });
}
