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
  .argument('[films...]')
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
