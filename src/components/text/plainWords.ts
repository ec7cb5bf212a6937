/** Words on stage as a file carries them: no colours, formulas spelled in plain characters. */
import { plainFormula } from '../formula/parts/plainFormula';
import { isFormula, parseWords } from './parts/parseWords';

export const plainWords = (text: string): string =>
  parseWords(text)
    .map((atom) => (isFormula(atom) ? plainFormula(atom.tex) : atom.text))
    .join('');
