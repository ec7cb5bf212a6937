/**
 * Every numeral that is painted is the formatted value of a fact of the film, and its figure names which. What a figure
 * names must be in the facts that the lesson stated, to the bit: a number between two facts is in none.
 *
 * Other digits: a script's sentence or word for these facts, a token, the size of a dimension, ticks of an axis,
 * counted places, and 0, 1, 2 as notation in a formula.
 */
import type { Fact, Facts } from '../../lessons/facts';
import type { Language } from '../../lessons/language';
import type { Figure } from '../../components/figure/Figure';
import type { Lettered, Source } from '../../components/figure/Source';
import { formatNumber } from '../../theme/formatNumber';
import type { TextMark } from './LintRecorder';
import type { Fault } from './lintRules';

const notation = new Set(['0', '1', '2']);
/** A table's numbers may be written with so many decimals. */
const mostDecimals = 6;

export class NumeralRule {
  private readonly numbers = new Set<number>();
  /** Numerals in the script, in tokens and other texts of the facts, and sizes. */
  private readonly written = new Set<string>();
  private readonly formatted = new WeakMap<Fact, ReadonlySet<string>>();
  private readonly strangers = new WeakMap<Fact, readonly string[]>();

  public constructor(facts: Facts, script: unknown, language: Language) {
    this.learn(facts);
    for (const text of textsIn(script, facts, language)) this.read(text);
  }

  public judge(marks: readonly TextMark[]): Fault[] {
    const painted = new Map<Figure | null, TextMark[]>();
    for (const mark of marks) {
      if (!/\d/.test(mark.text)) continue;
      painted.set(mark.figure, [...(painted.get(mark.figure) ?? []), mark]);
    }
    return [...painted].flatMap(([figure, own]) => this.judgeFigure(figure?.facts() ?? [], own));
  }

  private judgeFigure(sources: readonly Source[], marks: readonly TextMark[]): Fault[] {
    const facts = sources.filter(isFact);
    const letters = sources.filter((source) => !isFact(source));
    const values = facts.map((fact) => this.formattedOf(fact));
    const isValue = (numeral: string) => values.some((set) => set.has(numeral));
    const reported = new Set<string>();
    const alien = new Set(facts.flatMap((fact) => this.strangersOf(fact)));
    return marks.flatMap((mark) => {
      const text = mark.text.trim();
      const inside = letters.filter(({ texts }) => texts.some((t) => t.includes(text)));
      const wrong =
        inside.length > 0
          ? inside.map((source) => this.unnamed(source, text, isValue)).toSorted(byLength)[0]
          : numerals(text).filter((numeral) => !isValue(numeral));
      const invented = numerals(text).filter((numeral) => alien.has(numeral));
      const { box, path } = mark;
      const fault = (numeral: string, why: string): Fault[] => {
        const detail = `${why}, drawn by ${path}`;
        if (reported.has(numeral + why)) return [];
        reported.add(numeral + why);
        return [{ kind: 'numeral', text: numeral, box, detail }];
      };
      const unlike = 'the value of no fact that its figure names';
      const unstated = 'named by its figure, but no number of the lesson';
      return [
        ...(wrong ?? []).flatMap((numeral) => fault(numeral, unlike)),
        ...invented.flatMap((numeral) => fault(numeral, unstated)),
      ];
    });
  }

  /** Numerals of a text that nothing accounts for. */
  private unnamed(
    { kind, texts }: Lettered,
    text: string,
    isValue: (numeral: string) => boolean,
  ): readonly string[] {
    if (kind === 'ticks') return [];
    if (kind === 'places') return numerals(text).filter((n) => !/^\d+$/.test(n));
    // A formula is painted glyph by glyph, so its numerals are read from the formula.
    const own = kind === 'tex' ? texts.flatMap(texNumerals) : numerals(text);
    const known = (n: string) =>
      isValue(n) || this.written.has(n) || (kind === 'tex' && notation.has(n));
    return own.filter((n) => !known(n));
  }

  private formattedOf(fact: Fact): ReadonlySet<string> {
    const found = this.formatted.get(fact) ?? new Set(spellings(fact));
    this.formatted.set(fact, found);
    return found;
  }

  /** How the numbers of a figure's fact are written that the lesson never stated. */
  private strangersOf(fact: Fact): readonly string[] {
    const found =
      this.strangers.get(fact) ??
      numbersOf(fact)
        .filter((value) => !this.numbers.has(value))
        .flatMap((value) => spellingsOf(value, fact));
    this.strangers.set(fact, found);
    return found;
  }

  private learn(node: unknown) {
    if (typeof node === 'number') this.numbers.add(node);
    if (typeof node === 'string') this.read(node);
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) this.size(node.length);
    if ('shape' in node && Array.isArray(node.shape))
      node.shape.forEach((n) => this.size(Number(n)));
    Object.values(node).forEach((child) => this.learn(child));
  }

  private size(count: number) {
    this.numbers.add(count);
    this.written.add(String(count));
  }

  private read(text: string) {
    for (const numeral of numerals(text)) this.written.add(numeral);
  }
}

const isFact = (source: Source): source is Fact => 'of' in source;

const byLength = (a: readonly string[], b: readonly string[]) => a.length - b.length;

/** Without their sign, which may be set apart. */
const numerals = (text: string): readonly string[] => text.match(/\d[\d.,]*\d|\d/g) ?? [];

/** Sizes of spaces and names of commands are no numerals. */
const texNumerals = (tex: string) =>
  numerals(
    tex
      .replace(/\\[hv]?(space|kern|skip)\*?\{[^}]*\}|\{?-?[\d.]+(em|ex|pt|mu)\}?/g, ' ')
      .replaceAll('{,}', ','),
  );

function numbersOf(fact: Fact): readonly number[] {
  if (fact.kind === 'array') return fact.values;
  if (fact.kind === 'scalar') return [fact.value];
  return fact.kind === 'table' ? within(fact.rows) : [];
}

function within(node: unknown): readonly number[] {
  if (typeof node === 'number') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(within) : [];
}

function spellings(fact: Fact): readonly string[] {
  const texts = fact.kind === 'tokens' ? fact.values.flatMap(numerals) : [];
  return [...texts, ...numbersOf(fact).flatMap((value) => spellingsOf(value, fact))];
}

/** As a film may write it: with its decimals, grouped by thousands, a share in per cent. */
function spellingsOf(value: number, fact: Fact): readonly string[] {
  const size = Math.abs(value);
  const whole = Number.isInteger(size) ? [new Intl.NumberFormat('en').format(size)] : [];
  if (fact.kind === 'table') {
    const decimals = Array.from({ length: mostDecimals + 1 }, (_, d) => formatNumber(size, d));
    return [...whole, ...decimals, String(size)];
  }
  const decimals = 'decimals' in fact ? fact.decimals : 0;
  const percent = fact.kind === 'scalar' && size <= 1 ? [String(Math.round(size * 100))] : [];
  return [...whole, ...percent, formatNumber(size, decimals)];
}

/** All that a script can say for these facts, in one language. */
function textsIn(script: unknown, facts: Facts, language: Language): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node === 'string') found.push(node);
    else if (typeof node === 'function') visit((node as (f: Facts) => unknown)(facts));
    else if (typeof node === 'object' && node !== null) {
      const said = Object.entries(node).filter(
        ([key]) => !['en', 'zh'].includes(key) || key === language,
      );
      said.forEach(([, child]) => visit(child));
    }
  };
  visit(script);
  return found;
}
