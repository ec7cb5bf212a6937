/** What a model folder holds, from its headers alone: no weight is read. */
import { join } from 'node:path';
import { inspect } from 'node:util';
import { sizeOf, type Shape } from '../../engine/tensor/shape';
import { inFile } from '../files/inFile';
import { matchWeights } from '../weights/matchWeights';
import { readConfig } from '../config/readConfig';
import { weightLayout, type ModelConfig } from '../weights/weightLayout';
import { WeightFiles } from '../weights/WeightFiles';

export interface ModelDescription {
  readonly config: ModelConfig;
  /** A matrix that is tied counts once. */
  readonly parameters: number;
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: Shape;
    readonly dtype: string;
  }[];
  readonly warnings: readonly string[];
}

export async function describeModel(path: string): Promise<ModelDescription> {
  const { config, warnings } = await readConfig(join(path, 'config.json'));
  const files = await WeightFiles.open(path);
  try {
    const { params } = await inFile(path, () => matchWeights(files.tensors, weightLayout(config)));
    const tensors = [...params.values()];
    const parameters = tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return { config, parameters, tensors, warnings };
  } finally {
    await files.close();
  }
}

const oneLine = { breakLength: Infinity, compact: true, maxArrayLength: 3 };

/** One line per kind of tensor: layers that are alike share it. */
export function descriptionText({ config, parameters, tensors }: ModelDescription): string {
  const rows = new Map<string, { readonly shape: string; readonly dtype: string; count: number }>();
  for (const { name, shape, dtype } of tensors) {
    const kind = name.replace(/\.\d+(?=\.)/g, '.*');
    const key = `${kind} ${shape.join('×')} ${dtype}`;
    const row = rows.get(key) ?? { shape: shape.join(' × '), dtype, count: 0 };
    row.count += 1;
    rows.set(key, row);
  }
  const width = Math.max(...[...rows.keys()].map((key) => key.split(' ')[0]?.length ?? 0));
  const lines = [...rows].map(([key, { shape, dtype, count }]) => {
    const times = count > 1 ? `  ${count} times` : '';
    return `  ${(key.split(' ')[0] ?? '').padEnd(width)}  ${dtype.padEnd(4)}  ${shape}${times}`;
  });
  const settings = Object.entries(config).map(([field, value]) => {
    return `  ${field} ${typeof value === 'string' ? value : inspect(value, oneLine)}`;
  });
  const count = parameters.toLocaleString('en-US');
  return [`${config.model_type}, ${count} parameters`, ...settings, 'tensors', ...lines].join('\n');
}
