/**
 * Where Hugging Face's tokenizers for JavaScript (0.2.0) differ from those in Rust, with which models learned: what JavaScript
 * takes for white space and for digits, and what becomes of bytes that are no character. Here both are the same.
 */
import { ByteFallbackDecoder, SequenceDecoder, type Decoder } from '@huggingface/tokenizers';

/** `ByteLevel`'s own rule, and `Digits`', as patterns that the library reads as Rust's does. */
const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

interface Rule {
  readonly type?: unknown;
  readonly [field: string]: unknown;
}

export function asInRust(rule: unknown): unknown {
  if (typeof rule !== 'object' || rule === null) return rule;
  const { type, pretokenizers, ...fields }: Rule = { ...rule };
  if (type === 'Sequence' && Array.isArray(pretokenizers)) {
    return sequence(...pretokenizers.map(asInRust));
  }
  if (
    type === 'ByteLevel' &&
    fields['use_regex'] !== false &&
    fields['add_prefix_space'] !== true
  ) {
    return sequence(split(gpt2Pattern), { ...rule, use_regex: false });
  }
  if (type === 'Digits') {
    return split(fields['individual_digits'] === true ? String.raw`\p{N}` : String.raw`\p{N}+`);
  }
  return rule;
}

const sequence = (...pretokenizers: readonly unknown[]) => ({ type: 'Sequence', pretokenizers });
const split = (pattern: string) => ({ type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false }); // prettier-ignore

/**
 * SentencePiece merges across a whole text, which takes the library minutes for a book. Where no merge reaches over the beginning
 * of a word (▁), cutting there gives the same tokens.
 */
export function cutAtWords(
  rule: unknown,
  merges: readonly (string | readonly string[])[],
): unknown {
  const { type, split: splits }: Rule =
    typeof rule === 'object' && rule !== null ? { ...rule } : {};
  const whole = rule === null || (type === 'Metaspace' && splits === false);
  const joined = (merge: string | readonly string[]) =>
    (typeof merge === 'string' ? merge.split(' ') : merge).join('');
  if (!whole || merges.some((merge) => /[^▁]▁/u.test(joined(merge)))) return rule;
  const words = split('▁*[^▁]+|▁+');
  return rule === null ? words : sequence(rule, words);
}

/** Bytes in a row that are one or more characters become these; others become U+FFFD each, and a byte order mark stays. */
export function repairByteFallback(decoder: Decoder | null): void {
  if (decoder instanceof SequenceDecoder) decoder.decoders.forEach(repairByteFallback);
  if (decoder instanceof ByteFallbackDecoder) decoder.decode_chain = joinedBytes;
}

/** `<0x0A>` → 10 */
function encodedByte(token: string): number | undefined {
  const [, hex] = /^<0x([0-9A-Fa-f]{2})>$/.exec(token) ?? [];
  return hex === undefined ? undefined : parseInt(hex, 16);
}

function textOfBytes(bytes: readonly number[]): string {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return '\uFFFD'.repeat(bytes.length);
  }
}

function joinedBytes(tokens: readonly string[]): string[] {
  const texts: string[] = [];
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) texts.push(textOfBytes(bytes));
    bytes = [];
  };
  for (const token of tokens) {
    const byte = encodedByte(token);
    if (byte !== undefined) {
      bytes.push(byte);
      continue;
    }
    flush();
    texts.push(token);
  }
  flush();
  return texts;
}
