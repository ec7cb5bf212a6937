/**
 * npm run lint:stage -- [films…] [--lang en|zh] [--theme dark|light] [--set name=value] [--draws 40]: prints what a
 * stage must not have.
 */
import { listFilms, loadFilm } from '../src/render/host/FilmSource';
import { Command, Option } from 'commander';
import { drawParams } from '../src/render/host/drawParams';
import { countOption, setOption } from '../src/render/host/options';
import { openLintStage, printFinding, themes, versions } from '../src/render/host/lintStage';
import { languages } from '../src/lessons/language';

const command = new Command('lint:stage')
  .description(
    'Looks at the stage of films as a viewer would, at every beat and inside every movement, and prints what must not be: ' +
      'text over text, too small, too faint, outside the stage or gone too soon, and numerals that are no fact.',
  )
  .argument('[films...]', 'by name; without names all')
  .addOption(new Option('--lang <language>').choices(languages))
  .addOption(new Option('--theme <theme>').choices(themes))
  .option(
    '--set <name=value>',
    "a film's parameter; may be given many times",
    (one: string, all: Readonly<Record<string, string>>) => setOption(one, all),
    {},
  )
  .option(
    '--draws <count>',
    'plays each film with so many legal parameters, drawn',
    (n: string) => countOption('--draws', n, { min: 1, max: 1000 }),
    0,
  )
  .addHelpText(
    'after',
    `
Examples:
  npm run lint:stage -- rope                                  both languages, both themes
  npm run lint:stage -- rope --lang en --theme dark           one version, while you work
  npm run lint:stage -- rope --set text="First Citizen:"      with a text of your own
  npm run lint:stage -- rope --draws 6 --lang en              with six drawn parameters

A drawn parameter is a value that the film's schema allows and a viewer may give: long and short texts of all characters or
words that it reads, blanks, line ends and punctuation among them, other scripts where they are allowed. The same count
draws the same values; each is printed with its findings and can be given to --set.

Exit codes: 0 no finding, 1 findings, 2 wrong usage.`,
  )
  .parse();
const options = command.opts<{
  lang?: string;
  theme?: string;
  set: Readonly<Record<string, string>>;
  draws: number;
}>();
const known = await listFilms();
const films = command.args.length > 0 ? command.args : known;
const unknown = films.filter((id) => !known.includes(id));
if (unknown.length > 0) {
  console.error(`no film ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}

let count = 0;
for (const film of films) {
  const stage = await openLintStage([film]);
  const { lesson } = await loadFilm(film);
  const drawn = Array.from({ length: options.draws }, (_, seed) => drawParams(lesson, seed));
  const sets = drawn.length > 0 ? drawn : [options.set];
  const plays = sets.flatMap((set) => versions.map((version) => ({ set, ...version })));
  for (const { set, language, theme } of plays) {
    if ((options.lang ?? language) !== language || (options.theme ?? theme) !== theme) continue;
    try {
      const findings = await stage.lint(film, language, theme, { set });
      count += findings.length;
      for (const finding of findings) console.log(printFinding(finding));
      const given = options.draws > 0 ? ` ${JSON.stringify(set)}` : '';
      console.log(`${film} ${language} ${theme}${given}: ${findings.length} findings`);
    } catch (error) {
      count++;
      console.log(stage.explain(error, film, language));
      if (options.draws === 0) break; // the other versions fail alike
    }
  }
  await stage.close();
}
process.exitCode = count > 0 ? 1 : 0;
