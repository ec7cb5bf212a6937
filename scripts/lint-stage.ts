/** npm run lint:stage -- [films…] [--lang en|zh] [--theme dark|light]: prints what a stage must not have. */
import { listFilms } from '../src/render/host/FilmSource';
import { Command, Option } from 'commander';
import { openLintStage, printFinding, themes, versions } from '../src/render/host/lintStage';
import { languages } from '../src/lessons/language';

const command = new Command('lint:stage')
  .argument('[films...]')
  .addOption(new Option('--lang <language>').choices(languages))
  .addOption(new Option('--theme <theme>').choices(themes))
  .parse();
const { lang, theme } = command.opts<{ lang?: string; theme?: string }>();
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
  for (const version of versions) {
    if ((lang ?? version.language) !== version.language) continue;
    if ((theme ?? version.theme) !== version.theme) continue;
    const findings = await stage.lint(film, version.language, version.theme);
    count += findings.length;
    for (const finding of findings) console.log(printFinding(finding));
    console.log(`${film} ${version.language} ${version.theme}: ${findings.length} findings`);
  }
  await stage.close();
}
process.exitCode = count > 0 ? 1 : 0;
