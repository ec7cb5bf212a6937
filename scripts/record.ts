/** npm run record: computes what a film's lesson takes from a record, and writes it beside the film. */
import { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { nearestName } from '../src/engine/errors/nearestName';
import { exists } from '../src/host/files/exists';
import { startKernelThreads } from '../src/host/kernels/kernelThreads';
import {
  formatRecord,
  passage,
  recordInputs,
  type RecordFile,
} from '../src/host/records/recordFile';
import { tinyShakespeare, trainingText } from '../src/host/training/trainingText';
import type { FilmRecord } from '../src/lessons/defineRecord';
import { root } from '../src/render/host/bundle';
import { catalog } from '../scenes/catalog';
import { runCommand, usage } from './runCommand';

interface Options {
  data?: string;
  only?: string[];
}

const command = new Command('record')
  .description(
    'Computes the record of a film, which takes minutes, and writes scenes/<film>/record.json.',
  )
  .argument('<film>', 'a film with a record.ts')
  .option('--only <entries...>', 'these entries anew, the others as they were')
  .option('--data <file>', 'tiny Shakespeare; also FORWARD_PASS_DATA, else fetched once and kept')
  .addHelpText(
    'after',
    `
Examples:
  npm run record -- rope
  npm run record -- rope --only textTrained --data tinyshakespeare.txt

A lesson imports record.json, and computes nothing of it when a film is rendered. npm test compares the checksums of the
models and of the text with those in the file, and computes the quick entries anew.`,
  )
  .action(take);

async function take(film: string, options: Options) {
  const { record, chosen } = await usage(async () => {
    const record = await recordOf(film);
    return { record, chosen: entriesOf(record, options.only) };
  });
  const path = join(root, 'scenes', film, 'record.json');
  const before = options.only && (JSON.parse(await readFile(path, 'utf8')) as RecordFile);
  const readsText = chosen.some((name) => record.entries[name]?.reads === 'text');
  const texts = {
    text: readsText ? await shakespeare(options.data) : '',
    passage: await readFile(passage.path, 'utf8'),
    models: '',
  };
  startKernelThreads();
  const inputs = await recordInputs(record);
  const found = new Map(Object.entries(before?.values ?? {}));
  for (const name of chosen) {
    const entry = record.entries[name];
    if (!entry) continue;
    const start = performance.now();
    found.set(name, await entry.compute(texts[entry.reads]));
    console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    // after each, so that an interrupted run keeps what took minutes; --only computes the rest
    const names = Object.keys(record.entries).filter((one) => found.has(one));
    const values = Object.fromEntries(names.map((one) => [one, found.get(one)]));
    await writeFile(path, formatRecord({ inputs, values }));
  }
  console.log(`scenes/${film}/record.json`);
}

type AnyRecord = FilmRecord<Record<string, unknown>>;

async function recordOf(film: string): Promise<AnyRecord> {
  const path = join(root, 'scenes', film, 'record.ts');
  if (await exists(path)) {
    return ((await import(pathToFileURL(path).href)) as { record: AnyRecord }).record;
  }
  const meant = nearestName(film, catalog);
  throw new ForwardPassError({
    what: 'record a film',
    expected: 'the name of a folder in scenes/ that holds a record.ts',
    got: film,
    ...(meant && meant !== film && { hint: `did you mean ${meant}?` }),
  });
}

function entriesOf({ entries }: AnyRecord, only = Object.keys(entries)): readonly string[] {
  const unknown = only.find((name) => !(name in entries));
  if (unknown === undefined) return only;
  throw new ForwardPassError({
    what: 'option --only',
    expected: `some of ${Object.keys(entries).join(', ')}`,
    got: unknown,
  });
}

async function shakespeare(data: string | undefined): Promise<string> {
  const { text, sha256 } = await trainingText(data);
  if (sha256 === tinyShakespeare.sha256) return text;
  throw new ForwardPassError({
    what: 'record a film: read tiny Shakespeare',
    expected: `a file with SHA-256 ${tinyShakespeare.sha256}`,
    got: sha256,
    hint: 'without --data and FORWARD_PASS_DATA it is fetched once and kept',
  });
}

await runCommand(command);
