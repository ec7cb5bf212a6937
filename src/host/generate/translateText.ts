/** An encoder–decoder says a text in its other language; greedy, so the same every time. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import type { EncoderDecoderConfig } from '../../engine/models/encoderDecoder/EncoderDecoderConfig';
import { translate } from '../../engine/models/encoderDecoder/translate';
import type { Model } from '../../engine/models/Model';
import { hasToken, type Tokenizer } from '../../engine/tokenizers/Tokenizer';

export function translateText(
  model: Model<EncoderDecoderConfig>,
  tokenizer: Tokenizer,
  text: string,
  maxLength: number,
): string {
  const specials: Readonly<Record<string, number | undefined>> = tokenizer.specials ?? {};
  const { start, end } = specials;
  if (start === undefined || end === undefined) {
    throw new ForwardPassError({
      what: 'translate a text',
      expected: 'a tokenizer with the special tokens ‹start› and ‹end›',
      got: Object.keys(specials).join(', ') || 'none',
      hint: 'other encoder–decoders can be run by ids: npm run trace -- --src-ids … --tgt-ids …',
    });
  }
  const source = tokenizer.encode(text);
  if (source.length === 0) {
    throw new ForwardPassError({
      what: 'translate a text',
      expected: 'at least one word',
      got: JSON.stringify(text),
      hint: '--prompt "three hundred forty two"',
    });
  }
  const never = (id: number) => !hasToken(tokenizer, id);
  const [said = []] = translate(model, [[...source, end]], { start, end, maxLength, never });
  return tokenizer.decode(said);
}
