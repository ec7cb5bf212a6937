/**
 * A checkpoint: the whole of a training between two steps, in one file, so that its parts cannot be of different steps. It is
 * written beside its place, flushed and renamed: a kill at any moment leaves the one before.
 */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { readSafetensors } from '../../engine/formats/readSafetensors';
import { writeSafetensors } from '../../engine/formats/writeSafetensors';
import type { SavedTraining } from '../../engine/train/TrainingRecord';
import { inFile } from '../files/inFile';
import { writeWhole } from '../files/writeWhole';
import { trainingSettings, type TrainingSettings } from './TrainingSettings';

export const checkpointName = 'checkpoint.safetensors';

export interface Checkpoint {
  readonly settings: TrainingSettings;
  readonly saved: SavedTraining;
  /** Of training.jsonl: what came after the checkpoint is dropped. */
  readonly logBytes: number;
}

const count = z.number().int().min(0);
const facts = z.object({
  settings: trainingSettings,
  progress: z.object({
    step: count,
    updates: count,
    scale: z.object({ value: z.number(), goodSteps: count }),
    trainingLoss: z.object({ sum: z.number(), count }),
    evaluations: z.array(z.object({ step: count, training: z.number(), heldOut: z.number() })),
    best: z.object({ step: count, loss: z.number() }).nullable(),
  }),
  logBytes: count,
});

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { settings, saved, logBytes } = checkpoint;
  const training = JSON.stringify({ settings, progress: saved.progress, logBytes });
  const bytes = writeSafetensors(saved.tensors, { metadata: { training } });
  await writeWhole(join(folder, checkpointName), bytes);
}

export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const path = join(folder, checkpointName);
  return inFile(path, async () => {
    const { tensors, metadata } = readSafetensors(await readFile(path));
    const { progress, ...rest } = parsed(metadata['training']);
    return { ...rest, saved: { progress, tensors } };
  });
}

/** Removes the checkpoint, and what killed processes left half written. */
export async function removeCheckpoint(folder: string): Promise<void> {
  const names = await inFile(folder, () => readdir(folder));
  const own = names.filter((name) => name === checkpointName || /\.\d+\.part$/.test(name));
  await Promise.all(own.map((name) => rm(join(folder, name), { force: true })));
}

function parsed(text = 'null') {
  const result = facts.safeParse(json(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ForwardPassError({
    what: 'read a checkpoint',
    expected: 'settings and progress of a training',
    got: issue ? `${issue.path.join('.')}: ${issue.message}` : 'none',
    hint: 'it was written by another version, or is no checkpoint',
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
