// numberAlignment: does the position that says a digit look at the word that names it? Cross-attention, head by head.
//   mass     the weight that a named digit lays on its word, on average              1: nowhere else
//   largest  the share of named digits whose largest weight is on their word
// A silent zero, as in `three hundred`, has no word and does not count. Best first: what a film asks for its head. The model
// has said the right digits so far.
import type { EncoderDecoderConfig } from '../models/encoderDecoder/EncoderDecoderConfig';
import type { Model } from '../models/Model';
import { headAlignment, type HeadAlignment } from '../questions/headAlignment';
import { rowsOfExamples, type NumberExample } from './numberBatch';

export function numberAlignment(
  model: Model<EncoderDecoderConfig>,
  examples: readonly NumberExample[],
): HeadAlignment[] {
  const named = examples.flatMap(({ words }, row) =>
    words.flatMap(({ names }, s) => names.map((t) => ({ row, t, s: [s] }))),
  );
  return headAlignment(model, rowsOfExamples(examples), named, 'cross');
}
