/** npm run stills: the end of every beat as PNG, and a contact sheet. */
import { Command } from 'commander';
import { join, relative, resolve } from 'node:path';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { beatNames } from '../src/film/script';
import { launch } from '../src/render/host/browser';
import { bundle, root } from '../src/render/host/bundle';
import { describeFailure, failureText } from '../src/render/host/describeFailure';
import { loadFilm, scenesFolder, type FilmSource } from '../src/render/host/FilmSource';
import { setName } from '../src/render/host/nameOutputs';
import { countOption, languageOption, oneOf, setOption } from '../src/render/host/options';
import { planJobs } from '../src/render/host/planJobs';
import { takeStills } from '../src/render/host/takeStills';
import { runCommand, usage } from './runCommand';

interface Options {
  lang: string;
  theme: string;
  captions: string;
  set: string[];
  between: string;
  beat: string[];
  out: string;
  scenes: string;
}

const command = new Command('stills')
  .description('Draws the last frame of every beat (1920×1080 PNG) and a contact sheet.')
  .argument('[films...]', 'films by name; without names every film')
  .option('--lang <language>', 'en, zh or all', 'en')
  .option('--theme <theme>', 'dark, light or all', 'dark')
  .option('--captions <on|off>', 'the spoken sentence in the picture', 'on')
  .option('--set <name=value>', "a film's parameter; may be given many times", collect, [])
  .option('--between <count>', 'further moments inside each beat', '0')
  .option(
    '--beat <names>',
    'only these beats, apart by commas; may be given many times',
    collect,
    [],
  )
  .option('--out <folder>', 'where to', join(root, 'output', 'stills'))
  .option('--scenes <folder>', 'where the films are', scenesFolder)
  .addHelpText(
    'after',
    `
Examples:
  npm run stills -- rope                        output/stills/rope/en.dark/01-hook.png … contact-sheet.png
  npm run stills -- rope --lang all --theme all four folders
  npm run stills -- rope --between 3            also three moments on the way to each
  npm run stills -- rope --beat rigid,meet      two beats alone, and nothing after them is played`,
  )
  .action(stills);

async function stills(films: string[], options: Options) {
  const scenes = resolve(options.scenes);
  const between = await usage(() => countOption('--between', options.between, { min: 0, max: 60 }));
  const themes = await usage(() =>
    oneOf('--theme', ['dark', 'light', 'all'] as const, options.theme),
  );
  const jobs = await usage(() =>
    planJobs(
      {
        films,
        languages: languageOption(options.lang),
        quality: 'standard',
        theme: 'dark',
        captions: oneOf('--captions', ['on', 'off'] as const, options.captions) === 'on',
        set: options.set.reduce((all, one) => setOption(one, all), {}),
        range: null,
      },
      scenes,
    ),
  );
  const asked = options.beat.flatMap((names) => names.split(','));
  if (asked.length > 0) {
    for (const { film } of jobs) {
      const source = await loadFilm(film, scenes);
      await usage(() => knownBeats(source, asked));
    }
  }
  const pack = (film: string) => bundle([film], scenes).catch((error: unknown) => error as Error);
  const first = jobs[0] && { film: jobs[0].film, packed: pack(jobs[0].film) };
  const browser = await launch(); // while the first film is bundled
  try {
    for (const job of jobs) {
      const packed = await (first?.film === job.film ? first.packed : pack(job.film));
      for (const theme of themes === 'all' ? (['dark', 'light'] as const) : [themes]) {
        const variant = [job.language, theme, setName(job.set)].filter(Boolean).join('.');
        const folder = join(resolve(options.out), job.film, variant);
        const known = packed instanceof Error ? undefined : packed;
        const { film, language } = job;
        const tell = (error: unknown) => {
          const context = { film, language, movie: '', scenes, bundle: known };
          console.error(failureText(describeFailure(error, context)));
          process.exitCode = 1;
        };
        try {
          if (packed instanceof Error) throw packed;
          const source = await loadFilm(film, scenes);
          const wanted = { ...job, theme, between, beats: asked };
          const taken = await takeStills(wanted, source, packed, browser, folder);
          for (const path of taken.written) console.log(relative('', path));
          if (taken.notice !== null) console.error(`film "${film}" is ${taken.notice}`);
          if (taken.failure !== null) tell(taken.failure);
        } catch (error) {
          tell(error);
        }
      }
    }
  } finally {
    await browser.close();
  }
}

/** @throws ForwardPassError for a name that is no beat of the film. */
function knownBeats({ id, script }: FilmSource, asked: readonly string[]) {
  const names = beatNames(script);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ForwardPassError({
    what: `--beat "${unknown}" of film "${id}"`,
    expected: `one of: ${names.join(', ')}`,
    got: unknown,
    hint: `scenes/${id}/script.ts names the beats`,
  });
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

await runCommand(command);
