// numberAlignment: does the position that says a digit look at the word that names it? Cross-attention, head by head.
//   mass     Σ over named digits of pattern[digit, its word] / how many there are       1: nowhere else
//   largest  the share of named digits whose largest weight is on their word
// A silent zero, as in `three hundred`, has no word and does not count. Best first: what a film asks for its head.
import { encoderDecoder } from '../models/encoderDecoder/encoderDecoder';
import type { EncoderDecoderConfig } from '../models/encoderDecoder/EncoderDecoderConfig';
import type { Model } from '../models/Model';
import { scope } from '../tensor/scope';
import { Recorder } from '../trace/Recorder';
import { rowsOfExamples, type NumberExample } from './numberBatch';

export interface HeadAlignment {
  readonly layer: number;
  readonly head: number;
  readonly mass: number;
  readonly largest: number;
}

export function numberAlignment(
  model: Model<EncoderDecoderConfig>,
  examples: readonly NumberExample[],
): HeadAlignment[] {
  const { num_decoder_layers: L, nhead: H } = model.config;
  const patterns = scope(() => crossPatterns(model, examples));
  const named = examples.flatMap(({ words }, b) =>
    words.flatMap(({ names }, s) => names.map((t) => ({ b, t, s }))),
  );
  const heads = Array.from({ length: L * H }, (_, i) => {
    const [layer, head] = [Math.floor(i / H), i % H];
    const rows = named.map(({ b, t, s }) => ({ row: patterns[layer]?.[b]?.[head]?.[t] ?? [], s }));
    const weights = rows.map(({ row, s }) => row[s] ?? 0);
    const hits = rows.filter(({ row, s }) =>
      row.every((weight, key) => key === s || weight < (row[s] ?? 0)),
    );
    const mass = weights.reduce((sum, weight) => sum + weight, 0) / named.length;
    return { layer, head, mass, largest: hits.length / named.length };
  });
  return heads.sort((a, b) => b.mass - a.mass);
}

type Patterns = readonly (readonly (readonly (readonly number[])[])[])[];

/** Of each layer (B, H, T, S), the model having said the right digits so far. */
function crossPatterns(
  model: Model<EncoderDecoderConfig>,
  examples: readonly NumberExample[],
): readonly Patterns[] {
  const trace = new Recorder();
  encoderDecoder(model, rowsOfExamples(examples), {}, trace);
  return Array.from(
    { length: model.config.num_decoder_layers },
    (_, l) => trace.get(`decoder.block.${l}.cross_attention_weights`).toNested() as Patterns,
  );
}
