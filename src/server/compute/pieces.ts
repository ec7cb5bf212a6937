/** Which part of a run an answer is made of. */
import { tensorOf, type Run } from './Run';
import { JsonBytes } from '../steps/JsonBytes';
import { rowsOf } from '../steps/Rows';
import { writeStep, writeSteps, type StepForm } from '../steps/writeStep';

export type Piece =
  | { readonly part: 'step'; readonly at: number }
  | { readonly part: 'steps'; readonly from: number; readonly to: number }
  /** All steps and the last output: the inside of a trace's answer, without the parts that differ by session. */
  | { readonly part: 'trace' };

export function writePiece(run: Run, piece: Piece, form: StepForm): Uint8Array {
  const json = new JsonBytes(form.precision);
  switch (piece.part) {
    case 'step':
      writeStep(json, run, piece.at, form);
      break;
    case 'steps':
      writeSteps(json, run, [piece.from, piece.to], form);
      break;
    case 'trace': {
      writeSteps(json.raw('"computation_trace":'), run, [0, run.steps.length], form);
      const last = rowsOf(run, finalName(run));
      json.raw(',"final_output":').nested(last?.values ?? [], last?.shape ?? [0]);
    }
  }
  return json.finish();
}

/** How many numbers it holds, about: what it costs to write. */
export function numbersOf(run: Run, piece: Piece): number {
  const [from, to] = rangeOf(run, piece);
  let sum = 0;
  for (const { name, inputs } of run.steps.slice(from, to)) {
    for (const part of [name, inputs[0] ?? '']) sum += sizeOf(run, part);
    if (name.endsWith('moe_combined_output')) sum += (run.facts.chosen ?? 0) * sizeOf(run, name);
    if (run.facts.pattern !== undefined) sum += run.tokens.length ** 2;
  }
  return sum;
}

/** What the last block gave, normalised: of a decoder the row that logits are read from. */
export function finalName(run: Run): string {
  const names = ['decoder.final_layer_norm', 'final_layer_norm'];
  return names.find((name) => tensorOf(run, name)) ?? run.steps.at(-1)?.name ?? '';
}

function rangeOf({ steps }: Run, piece: Piece): readonly [number, number] {
  if (piece.part === 'step') return [piece.at, piece.at + 1];
  return piece.part === 'steps' ? [piece.from, piece.to] : [0, steps.length];
}

function sizeOf(run: Run, name: string): number {
  return tensorOf(run, name)?.shape.reduce((product, n) => product * n, 1) ?? 0;
}
