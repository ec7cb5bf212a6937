/** npm run lint:stage -- [films…] [--lang en|zh] [--theme dark|light] [--set name=value]: prints what a stage must not have. */
import { listFilms } from '../src/render/host/FilmSource';
import { Command, Option } from 'commander';
import { setOption } from '../src/render/host/options';
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
  .parse();
const options = command.opts<{
  lang?: string;
  theme?: string;
  set: Readonly<Record<string, string>>;
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
  for (const { language, theme } of versions) {
    if ((options.lang ?? language) !== language || (options.theme ?? theme) !== theme) continue;
    try {
      const findings = await stage.lint(film, language, theme, { set: options.set });
      count += findings.length;
      for (const finding of findings) console.log(printFinding(finding));
      console.log(`${film} ${language} ${theme}: ${findings.length} findings`);
    } catch (error) {
      count++;
      console.log(stage.explain(error, film, language));
      break; // the other versions fail alike
    }
  }
  await stage.close();
}
process.exitCode = count > 0 ? 1 : 0;
