/** npm run stills: the end of every beat as PNG, and a contact sheet. */
import { Command } from 'commander';
import { join, relative, resolve } from 'node:path';
import { launch } from '../src/render/host/browser';
import { bundle, root } from '../src/render/host/bundle';
import { describeFailure, failureText } from '../src/render/host/describeFailure';
import { loadFilm, scenesFolder } from '../src/render/host/FilmSource';
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
  .option('--out <folder>', 'where to', join(root, 'output', 'stills'))
  .option('--scenes <folder>', 'where the films are', scenesFolder)
  .addHelpText(
    'after',
    `
Examples:
  npm run stills -- rope                        output/stills/rope/en.dark/01-hook.png … contact-sheet.png
  npm run stills -- rope --lang all --theme all four folders
  npm run stills -- rope --between 3            also three moments on the way to each`,
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
  const browser = await launch();
  try {
    for (const job of jobs) {
      for (const theme of themes === 'all' ? (['dark', 'light'] as const) : [themes]) {
        const variant = [job.language, theme, setName(job.set)].filter(Boolean).join('.');
        const folder = join(resolve(options.out), job.film, variant);
        const packed = await bundle([job.film], scenes).catch((error: unknown) => error as Error);
        try {
          if (packed instanceof Error) throw packed;
          const source = await loadFilm(job.film, scenes);
          const written = await takeStills(
            { ...job, theme, between },
            source,
            packed,
            browser,
            folder,
          );
          console.log(
            `${written.length - 1} stills and contact-sheet.png → ${relative('', folder)}`,
          );
        } catch (error) {
          const known = packed instanceof Error ? undefined : packed;
          const { film, language } = job;
          const context = { film, language, movie: '', scenes, bundle: known };
          console.error(failureText(describeFailure(error, context)));
          process.exitCode = 1;
        }
      }
    }
  } finally {
    await browser.close();
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

await runCommand(command);
