/** A lesson as a page of text: parameters, every fact at its shown decimals, claims, what is said. */
import { beatNames, said, sentence } from '../../src/film/script';
import { unmarked } from '../../src/film/show';
import type { Fact, Facts } from '../../src/lessons/facts';
import type { Language } from '../../src/lessons/language';
import type { FilmSource } from '../../src/render/host/FilmSource';
import { formatNumber } from '../../src/theme/formatNumber';

/** Below tests/golden. */
export const lessonFile = (film: string, language: Language) => `lessons/${film}.${language}.txt`;

export async function lessonText({ id, lesson, script }: FilmSource, language: Language) {
  const facts: Facts = await lesson.facts({}, language);
  const params = Object.entries(lesson.resolve({}, language) as Record<string, unknown>);
  return [
    `${id} · ${language} · ${script.title[language]}`,
    ...params.map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    '',
    'FACTS',
    ...Object.entries(facts).flatMap(([name, fact]) => factLines(name, fact)),
    '',
    'CLAIMS',
    ...Object.entries(lesson.claims).map(
      ([name, { text, holds }]) =>
        `${holds(facts) ? 'holds' : 'FAILS'}  ${name}: ${text[language]}`,
    ),
    '',
    'SAID',
    ...beatNames(script).map(
      (beat) => `${beat}: ${unmarked(sentence(script, beat, facts, language))}`,
    ),
    '',
    'LETTERED',
    `setting: ${unmarked(said(script.setting, facts, language))}`,
    ...Object.entries(script.words).map(
      ([name, say]) => `${name}: ${unmarked(said(say, facts, language))}`,
    ),
    '',
  ].join('\n');
}

function factLines(name: string, fact: Fact): readonly string[] {
  const head = `${name}  ‹${fact.of}›`;
  switch (fact.kind) {
    case 'scalar':
      return [`${head}  ${formatNumber(fact.value, fact.decimals)}`];
    case 'tokens':
      return [`${head}  ${fact.values.map((token) => JSON.stringify(token)).join(' ')}`];
    case 'table':
      return [
        `${head}  ${fact.rows.length} rows`,
        ...fact.rows.map((r) => `  ${JSON.stringify(r, shortened)}`),
      ];
    case 'array': {
      const axes = fact.dims.map((letter, i) => `${letter} ${fact.shape[i] ?? '?'}`).join(' × ');
      return [`${head}  ${axes}`, ...rowsOf(fact.values, fact.shape, fact.decimals)];
    }
  }
}

const shortened = (_key: string, value: unknown) =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

/** One line per row of the last axis, a blank one between matrices. */
function rowsOf(values: readonly number[], shape: readonly number[], decimals: number) {
  const width = shape[shape.length - 1] ?? values.length;
  const height = shape.length > 2 ? (shape[shape.length - 2] ?? 0) : 0;
  const shown = values.map((value) => formatNumber(value, decimals));
  const wide = Math.max(0, ...shown.map((text) => text.length));
  const lines: string[] = [];
  for (let start = 0; start < shown.length; start += width) {
    const row = start / Math.max(1, width);
    if (height > 0 && row > 0 && row % height === 0) lines.push('');
    lines.push(
      `  ${shown
        .slice(start, start + width)
        .map((t) => t.padStart(wide))
        .join(' ')}`,
    );
  }
  return lines;
}
