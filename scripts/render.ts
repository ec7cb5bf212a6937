/** npm run render: films to MP4. */
import { Command } from 'commander';
import { resolve } from 'node:path';
import { barReporter, jsonReporter, lineReporter } from '../src/render/host/reporters';
import { root } from '../src/render/host/bundle';
import { scenesFolder } from '../src/render/host/FilmSource';
import { listing, listingText } from '../src/render/host/listing';
import {
  countOption,
  languageOption,
  oneOf,
  rangeOption,
  setOption,
} from '../src/render/host/options';
import { planJobs } from '../src/render/host/planJobs';
import { qualities, type QualityName } from '../src/render/host/quality';
import { defaultJobs, renderFilms } from '../src/render/host/renderFilms';
import { runCommand, usage } from './runCommand';
import { stopSignal } from './stopSignal';

interface Options {
  lang: string;
  quality: string;
  theme: string;
  captions: string;
  set: string[];
  range?: string;
  out: string;
  scenes: string;
  jobs: string;
  force?: boolean;
  json?: boolean;
  list?: boolean;
}

const command = new Command('render')
  .description('Renders films to MP4, with poster, captions and facts. Without names: every film.')
  .argument('[films...]', 'films by name; --list shows them')
  .option('--lang <language>', 'en, zh or all', 'en')
  .option(
    '--quality <quality>',
    'draft (960×540, 30 fps), standard (1920×1080, 30), final (1920×1080, 60)',
    'standard',
  )
  .option('--theme <theme>', 'dark or light', 'dark')
  .option(
    '--captions <on|off>',
    'the spoken sentence in the picture; the VTT file is written always',
    'on',
  )
  .option('--set <name=value>', "a film's parameter; may be given many times", collect, [])
  .option('--range <a:b>', 'only these seconds')
  .option('--out <folder>', 'where to', resolve(root, 'output'))
  .option('--scenes <folder>', 'where the films are', scenesFolder)
  .option('--jobs <count>', 'films drawn at once', String(defaultJobs))
  .option('--force', 'also what is up to date')
  .option('--json', 'one JSON object per line on stdout')
  .option('--list', 'show films and their parameters, render nothing')
  .addHelpText(
    'after',
    `
Examples:
  npm run render                                      every film, English, 1920×1080
  npm run render -- rope bpe --lang all               two films in both languages
  npm run render -- bpe --set text="unbelievable"     with your own text
  npm run render -- rope --quality draft --range 5:9  four seconds, quickly

Files:
  output/<film>/<film>.<lang>.mp4 and .png (poster), captions.<lang>.vtt, facts.json,
  output/manifest.json. facts.<lang>.json where a language has numbers of its own.
  What is not the default is part of the name, and never replaces the film itself:
  rope.zh.light.mp4, rope.en.draft.mp4, rope.en.no-captions.mp4, bpe.en.text-unbelievable.mp4.
  A film whose inputs have not changed is skipped; --force renders it again.

Exit codes: 0 all rendered, 1 some film failed (the others still render), 2 wrong usage.`,
  )
  .action(render);

async function render(films: string[], options: Options) {
  const scenes = resolve(options.scenes);
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  if (options.list) {
    const listed = await listing(scenes);
    write(options.json ? JSON.stringify(listed) : listingText(listed));
    return;
  }
  const jobs = await usage(() =>
    planJobs(
      {
        films,
        languages: languageOption(options.lang),
        quality: oneOf('--quality', Object.keys(qualities) as QualityName[], options.quality),
        theme: oneOf('--theme', ['dark', 'light'] as const, options.theme),
        captions: oneOf('--captions', ['on', 'off'] as const, options.captions) === 'on',
        set: options.set.reduce((all, one) => setOption(one, all), {}),
        range: options.range === undefined ? null : rangeOption(options.range),
      },
      scenes,
    ),
  );
  const atOnce = await usage(() => countOption('--jobs', options.jobs, { min: 1, max: 16 }));
  const signal = stopSignal();
  const report = options.json
    ? jsonReporter(write)
    : process.stderr.isTTY
      ? barReporter(process.stderr)
      : lineReporter(write);
  const { failed } = await renderFilms(jobs, {
    scenes,
    out: resolve(options.out),
    force: options.force ?? false,
    jobs: atOnce,
    signal,
    report,
  });
  process.exitCode = signal.aborted ? 130 : failed > 0 ? 1 : 0;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

await runCommand(command);
