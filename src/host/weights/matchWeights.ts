/** Lines up the tensors that a folder has with the parameters that its configuration asks for, before any is read. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { StoredTensor } from '../../engine/formats/parseSafetensorsHeader';
import { sameShape, showShape } from '../../engine/tensor/shape';
import { nearestName } from '../../engine/errors/nearestName';
import { engineName, type WeightLayout } from './weightLayout';

export interface MatchedWeights {
  /** By the engine's name. */
  readonly params: ReadonlyMap<string, StoredTensor>;
  /** The second copy of a tied matrix, if the folder has one. */
  readonly copy: StoredTensor | undefined;
}

export function matchWeights(
  tensors: readonly StoredTensor[],
  layout: WeightLayout,
): MatchedWeights {
  const { shapes, tied, buffers } = layout;
  const found = new Map<string, StoredTensor>();
  for (const tensor of tensors) {
    const name = engineName(tensor.name, layout);
    const before = found.get(name);
    if (before) {
      const both = `${before.name} and ${tensor.name}`;
      throw weightError(`${name} once`, both, 'they are names of the same matrix: leave one out');
    }
    found.set(name, tensor);
  }
  const copy = tied && found.get(tied.copy);
  const isParam = (name: string) => Object.hasOwn(shapes, name);
  const missing = Object.keys(shapes).filter((name) => !found.has(name));
  const extra = [...found.keys()].filter(
    (name) => !isParam(name) && name !== tied?.copy && !buffers?.test(name),
  );
  if (missing.length > 0) throw missingError(missing, extra);
  if (extra.length > 0) {
    const shown = listed(extra);
    const hint = 'the configuration asks for fewer; is it of another model?';
    throw weightError(
      `${Object.keys(shapes).length} tensors, those of its configuration`,
      `also ${shown}`,
      hint,
    );
  }

  for (const [name, shape] of Object.entries(shapes)) checkTensor(found.get(name), shape);
  if (tied && copy) checkTensor(copy, shapes[tied.of] ?? []);
  return { params: new Map([...found].filter(([name]) => isParam(name))), copy };
}

const floats = ['F32', 'F16', 'BF16'];

function checkTensor(stored: StoredTensor | undefined, shape: readonly number[]): void {
  if (!stored) return;
  const { name, dtype } = stored;
  if (!sameShape(stored.shape, shape)) {
    throw weightError(
      `"${name}" of shape ${showShape(shape)}`,
      `shape ${showShape(stored.shape)}`,
      'config.json and the weights may belong to different models',
    );
  }
  if (!floats.includes(dtype)) {
    const hint = 'convert it first, for example with .to(torch.float32) in PyTorch';
    throw weightError(`"${name}" in ${floats.join(', ')}`, dtype, hint);
  }
}

function missingError(missing: readonly string[], extra: readonly string[]): ForwardPassError {
  const [first = ''] = missing;
  const meant = nearestName(first, extra);
  const got = extra.length > 0 ? `none; instead ${listed(extra)}` : 'none';
  const hint = meant
    ? `is "${meant}" a misspelling of it?`
    : 'config.json and the weights may belong to different models';
  const others = missing.length > 1 ? `, and ${missing.length - 1} other missing tensors` : '';
  return weightError(`tensor "${first}"${others}`, got, hint);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name.slice(0, 120)}"`);
  return shown.join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}

function weightError(expected: string, got: string, hint: string): ForwardPassError {
  return new ForwardPassError({ what: 'weights of a model', expected, got, hint });
}
