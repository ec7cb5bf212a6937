/** npm run new-film: a small working film on a real model, to be changed into one's own. */
import { Command } from 'commander';
import { relative, resolve } from 'node:path';
import { scenesFolder } from '../src/render/host/FilmSource';
import { oneOf } from '../src/render/host/options';
import { writeFilm } from './newFilm/writeFilm';
import { filmName } from './newFilm/filmName';
import { starts, type StartName } from './newFilm/starts';
import { runCommand, usage } from './runCommand';

const names = Object.keys(starts) as StartName[];

const command = new Command('new-film')
  .description('Writes a small film that works: lesson, script and scene, on a trained model.')
  .argument('<name>', 'of the folder: small letters, digits and hyphens')
  .option('--model <name>', names.join(' or '), 'shakespeare-gpt')
  .option('--scenes <folder>', 'where the films are', scenesFolder)
  .addHelpText(
    'after',
    `
Example:
  npm run new-film -- my-film && npm run check -- my-film`,
  )
  .action(newFilm);

async function newFilm(given: string, options: { model: string; scenes: string }) {
  const model = await usage(() => oneOf('--model', names, options.model));
  const scenes = resolve(options.scenes);
  const name = await usage(() => filmName(given, scenes));
  const written = await writeFilm(name, model, scenes);
  for (const path of written) console.log(relative('', path));
  console.log(`
It plays as it stands. Next:
  npm run check -- ${name}     types, rules, claims, sentences and stage
  npm run stills -- ${name}    every beat as a picture
  npm run dev                  then http://localhost:9000/${name}, which follows every change`);
}

await runCommand(command);
