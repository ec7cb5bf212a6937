// readSafetensors: the tensors of a file that lies in memory as a whole. Larger files are read tensor by tensor, by
// src/host/weights/SafetensorsFile.ts.
import type { Tensor } from '../tensor/Tensor';
import { decodeTensor } from './decodeTensor';
import { parseSafetensorsHeader, safetensorsHeaderLength } from './parseSafetensorsHeader';

export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export function readSafetensors(file: Uint8Array): SafetensorsContent {
  const length = safetensorsHeaderLength(file.subarray(0, 8), file.length);
  const header = parseSafetensorsHeader(file.subarray(8, 8 + length), file.length);
  const tensors = Array.from(header.tensors.values(), (stored) => {
    return [stored.name, decodeTensor(stored, file.subarray(stored.begin, stored.end))] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata: header.metadata };
}
