// numberExactMatch: the share of examples that the model, deciding greedily, writes exactly right, digit by digit to its end.
import type { EncoderDecoderConfig } from '../models/encoderDecoder/EncoderDecoderConfig';
import { translate } from '../models/encoderDecoder/translate';
import type { Model } from '../models/Model';
import { numberTokenizer } from '../tokenizers/numberTokenizer';
import { rowsOfExamples, type NumberExample } from './numberBatch';
import { largestNumber } from './numberWords';

const tokenizer = numberTokenizer();
const { start, end } = tokenizer.specials;

/** As many at once as fit well into memory. */
const atOnce = 256;

/** The longest number and its end. */
const maxLength = `${largestNumber}`.length + 1;

export function numberExactMatch(
  model: Model<EncoderDecoderConfig>,
  examples: readonly NumberExample[],
): number {
  return 1 - mistaken(model, examples).length / examples.length;
}

/** Those it gets wrong, with what it says instead. */
export function mistaken(
  model: Model<EncoderDecoderConfig>,
  examples: readonly NumberExample[],
): (NumberExample & { readonly said: string })[] {
  const parts = Array.from({ length: Math.ceil(examples.length / atOnce) }, (_, i) =>
    examples.slice(i * atOnce, (i + 1) * atOnce),
  );
  return parts.flatMap((part) => {
    const said = translate(model, rowsOfExamples(part).source, { start, end, maxLength });
    return part
      .map((example, i) => ({ ...example, said: tokenizer.decode(said[i] ?? []) }))
      .filter(({ number, said }) => said !== `${number}`);
  });
}
