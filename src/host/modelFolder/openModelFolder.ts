/**
 * A model folder in Hugging Face's layout: config.json and model.safetensors (or its parts), checked against each other.
 * Everything wrong with it is one ForwardPassError that names the folder, what was expected and what was found.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { halfFormat } from '../../engine/formats/decodeTensor';
import type { StoredTensor } from '../../engine/formats/parseSafetensorsHeader';
import type { Model } from '../../engine/models/Model';
import type { ParamRecord } from '../../engine/nn/Params';
import type { Storage } from '../../engine/tensor/allocate';
import { flat } from '../../engine/tensor/flat';
import { residence, type Room } from '../../engine/tensor/resident';
import { filled } from '../../engine/tensor/tensorFrom';
import type { Tensor } from '../../engine/tensor/Tensor';
import { inFile } from '../files/inFile';
import { matchWeights } from '../weights/matchWeights';
import { readConfig } from '../config/readConfig';
import { weightLayout, type ModelConfig, type WeightLayout } from '../weights/weightLayout';
import { WeightFiles } from '../weights/WeightFiles';

export interface ModelFolder<Config extends ModelConfig = ModelConfig> {
  readonly path: string;
  /** The files that its weights were read from. */
  readonly weights: readonly string[];
  readonly model: Model<Config>;
  /** The names that each parameter has in model.safetensors: one, or two if a tied matrix is kept twice. */
  readonly fileNames: ReadonlyMap<string, readonly string[]>;
  /** What was passed over, in words for the user. */
  readonly warnings: readonly string[];
}

export async function openModelFolder(path: string): Promise<ModelFolder> {
  await checkFolder(path);
  const { config, warnings } = await readConfig(join(path, 'config.json'));
  const files = await WeightFiles.open(path);
  try {
    const read = await inFile(path, () => readWeights(files, weightLayout(config)));
    const model = { config, params: read.params };
    return { path, weights: files.paths, model, fileNames: read.fileNames, warnings };
  } finally {
    await files.close();
  }
}

async function readWeights(files: WeightFiles, layout: WeightLayout) {
  const matched = matchWeights(files.tensors, layout);
  const home = residence([...matched.params.values()].map(roomOf)); // for good: who opens a model means to read with it
  const params: Record<string, Tensor> = {};
  const fileNames = new Map<string, string[]>();
  for (const name of Object.keys(layout.shapes)) {
    const stored = matched.params.get(name);
    if (!stored) continue; // matchWeights has refused it
    params[name] = checkFinite(
      stored.name,
      await files.read(stored, (found) => home.room(roomOf(found))),
    );
    fileNames.set(name, [stored.name]);
  }
  if (layout.tied && matched.copy) {
    const copy = await files.read(matched.copy, ({ shape }) => filled(shape, 0));
    checkEqual(matched.copy.name, copy, layout.tied.of, params);
    fileNames.get(layout.tied.of)?.push(matched.copy.name);
  }
  return { params, fileNames };
}

/** Matrices of 16 bits stay so, since products widen them; what is small is widened once. */
function roomOf({ shape, dtype }: StoredTensor): Room {
  return { shape, format: shape.length === 2 ? halfFormat(dtype) : undefined };
}

function checkFinite(name: string, tensor: Tensor): Tensor {
  const { halves, size } = tensor;
  const at = halves ? halves.firstEndless : firstEndless(flat(tensor));
  if (at < 0) return tensor;
  throw new ForwardPassError({
    what: `weights of a model: tensor "${name}"`,
    expected: 'finite numbers',
    got: `${tensor.view([size]).at(at)} at place ${at} of ${size}`,
    hint: 'training may have diverged, or the file may be damaged',
  });
}

function firstEndless(values: Storage): number {
  let at = 0;
  while (at < values.length && Number.isFinite(values[at])) at++;
  return at < values.length ? at : -1;
}

function checkEqual(name: string, copy: Tensor, of: string, params: ParamRecord): void {
  const original = params[of];
  const values = flat(copy);
  if (original && flat(original).every((value, i) => value === values[i])) return;
  throw new ForwardPassError({
    what: `weights of a model: tensor "${name}"`,
    expected: `the values of "${of}", to which the configuration ties it`,
    got: 'other values',
    hint: 'if the model has an output matrix of its own, config.json must say "tie_word_embeddings": false',
  });
}

async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new ForwardPassError({
    what: `model folder ${path}`,
    expected: 'a folder with config.json and model.safetensors',
    got: found ? 'a file' : 'nothing there',
    hint: '`npm run model -- fetch gpt2` fetches a published model and says where it is',
  });
}
