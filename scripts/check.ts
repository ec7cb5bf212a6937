/** npm run check: all that can be known about one film before its pictures are looked at, in half a minute. */
import { Command } from 'commander';
import { relative, resolve } from 'node:path';
import { catalog } from '../scenes/catalog';
import { root } from '../src/render/host/bundle';
import { scenesFolder } from '../src/render/host/FilmSource';
import { planJobs } from '../src/render/host/planJobs';
import { checkArrows } from './check/checkArrows';
import { checkLesson } from './check/checkLesson';
import { checkLint } from './check/checkLint';
import { checkStage } from './check/checkStage';
import { checkTypes } from './check/checkTypes';
import { factsOnce } from './check/factsOnce';
import { runCommand, usage } from './runCommand';

const command = new Command('check')
  .description(
    'Types, lint rules, layers, claims and sentences in both languages, and the stage lint of one film.',
  )
  .argument('<film>', 'a folder below scenes')
  .option('--scenes <folder>', 'where the films are', scenesFolder)
  .addHelpText(
    'after',
    `
Says what is wrong, with file and line, and what to run next.
Exit codes: 0 nothing wrong, 1 something wrong, 2 wrong usage.`,
  )
  .action(check);

/** Faults, one a line; none is good. */
export type Faults = Promise<readonly string[]>;

async function check(film: string, options: { scenes: string }) {
  const scenes = resolve(options.scenes);
  await usage(() => planJobs({ ...nothing, films: [film] }, scenes));
  const folder = relative(root, resolve(scenes, film));
  const began = performance.now();
  const told = async (name: string, faults: Faults) => {
    const found = await faults.catch((error: unknown) => [
      error instanceof Error ? error.message : String(error),
    ]);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const mark = found.length === 0 ? '✓' : '✗';
    console.log(`${mark} ${name}${found.length === 0 ? '' : `: ${found.length}`}  (${seconds} s)`);
    for (const fault of found.slice(0, most)) console.log(`    ${fault.replace(/\n/g, '\n    ')}`);
    if (found.length > most) console.log(`    … and ${found.length - most} more`);
    return found.length;
  };
  const factsOf = factsOnce(film, scenes);
  const counts = await Promise.all([
    told('types', checkTypes(folder)),
    told('lint rules and layout of the code', checkLint(folder)),
    told('layers', checkArrows(folder)),
    told('claims, facts and sentences, en and zh', checkLesson(film, scenes, factsOf)),
    told('stage, en dark and zh light', checkStage(film, scenes, factsOf)),
  ]);
  const wrong = counts.reduce((sum, count) => sum + count, 0);
  console.log(wrong > 0 ? `\n${wrong} to mend, then: ${again(film, options.scenes)}` : next(film));
  process.exitCode = wrong > 0 ? 1 : 0;
}

/** Faults that one kind of check tells: many have one cause. */
const most = 12;

const nothing = {
  languages: ['en'],
  quality: 'draft',
  theme: 'dark',
  captions: true,
  set: {},
  range: null,
} as const;

const again = (film: string, scenes: string) =>
  `npm run check -- ${film}${scenes === scenesFolder ? '' : ` --scenes ${scenes}`}`;

const next = (film: string) => `
Nothing to mend. Now look:
  npm run stills -- ${film} --lang all     every beat, and a contact sheet
  npm run golden -- review ${film}         its pictures and numbers beside the accepted ones
  npm run golden -- accept ${film}         when they are as they should be${
    (catalog as readonly string[]).includes(film)
      ? ''
      : `\n  scenes/catalog.ts                   add '${film}' where it belongs in the course`
  }`;

await runCommand(command);
