/** A training that is killed, however often and whenever, ends with the bytes of one that was not. */
import { spawn } from 'node:child_process';
import { appendFile, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Rng } from '../../src/engine/random/Rng';
import { exists } from '../../src/host/files/exists';
import { checkpointName } from '../../src/host/training/checkpoint';
import { runTraining, type TrainingJob } from '../../src/host/training/runTraining';
import { readLog } from '../../src/host/training/TrainingLog';
import type { TrainingEvent } from '../../src/host/training/TrainingEvent';
import { tinyRecipe } from './tinyRecipe';

const recipe = tinyRecipe();
let root = '';
let whole = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'interruption-'));
  whole = join(root, 'whole');
  await train(whole);
});
afterAll(() => rm(root, { recursive: true }));

const train = (out: string, job: Partial<TrainingJob> = {}) =>
  runTraining({ recipe, settings: { seed: '3' }, out, report: () => undefined, ...job });

async function expectWhole(out: string) {
  expect((await readdir(out)).sort()).toEqual((await readdir(whole)).sort());
  for (const name of ['model.safetensors', 'config.json', 'tokenizer.json']) {
    expect(await readFile(join(out, name))).toEqual(await readFile(join(whole, name)));
  }
  const logOf = async (folder: string) =>
    (await readLog(join(folder, 'training.jsonl'))).map((record) => ({ ...record, seconds: 0 }));
  expect(await logOf(out)).toEqual(await logOf(whole));
}

/** Goes on with what is there, as a user would. */
async function again(out: string, job: Partial<TrainingJob>) {
  const resume = await exists(join(out, checkpointName));
  return train(out, { resume, force: !resume, ...job });
}

/** As a power cut between two writes, and in the middle of others. */
async function crash(
  out: string,
  when: (event: TrainingEvent) => boolean,
  checkpointEvery: number,
) {
  const crashed = new Error('crashed');
  const report = (event: TrainingEvent) => {
    if (when(event)) throw crashed;
  };
  const ending = await again(out, { report, checkpointEvery }).catch((error: unknown) => error);
  if (ending === 'finished') return;
  expect(ending).toBe(crashed);
  await appendFile(join(out, 'training.jsonl'), '{"step":17,"lo');
  for (const name of [checkpointName, 'model.safetensors']) {
    await writeFile(join(out, `${name}.1.part`), 'half of it');
  }
}

it('goes on after a crash at any step, to the same bytes', async () => {
  const steps = fc.uniqueArray(fc.integer({ min: 1, max: recipe.steps }), { minLength: 1, maxLength: 4 }); // prettier-ignore
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(0, Infinity), async (at, checkpointEvery) => {
      const out = join(root, `crashed-${run++}`);
      for (const step of at.sort((a, b) => a - b)) {
        await crash(out, (event) => event.type === 'step' && event.record.step === step, checkpointEvery); // prettier-ignore
      }
      expect(await again(out, {})).toBe('finished');
      await expectWhole(out);
    }),
    { numRuns: 15 },
  );
});

it('goes on after a crash while it measures, and after one before the checkpoint was removed', async () => {
  const out = join(root, 'measured');
  await crash(out, ({ type }) => type === 'measuring', Infinity);
  await copyFile(join(out, checkpointName), join(root, checkpointName));
  expect(await train(out, { resume: true })).toBe('finished');
  await expectWhole(out);
  await copyFile(join(root, checkpointName), join(out, checkpointName));
  expect(await train(out, { resume: true })).toBe('finished');
  await expectWhole(out);
});

it('goes on after kill -9 at random moments, to the same bytes', async () => {
  const out = join(root, 'killed');
  const rng = new Rng('moments');
  for (let kill = 0; kill < 5; kill++) {
    await killed(out, { after: 'step', times: 1 + rng.integer(0, 6), pause: rng.integer(0, 25) });
  }
  expect(await readdir(out)).toContain(checkpointName);
  for (const pause of [0, 15]) await killed(out, { after: 'end', times: 1, pause });
  expect(await killed(out, null)).toBe(false);
  await expectWhole(out);
});

interface Moment {
  /** What the program says. */
  readonly after: 'step' | 'end';
  readonly times: number;
  /** Milliseconds later. */
  readonly pause: number;
}

/** Runs the tiny training in a process of its own; true if it was killed before it ended. */
function killed(out: string, moment: Moment | null): Promise<boolean> {
  const program = fileURLToPath(new URL('trainTiny.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, out], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let aimed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (aimed || !moment || said.split(moment.after).length <= moment.times) return;
    aimed = true;
    setTimeout(() => child.kill('SIGKILL'), moment.pause);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(signal === 'SIGKILL');
      else reject(new Error(`ended with ${code}`));
    });
  });
}
