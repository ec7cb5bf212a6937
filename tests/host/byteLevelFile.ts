/** tokenizer.json of a byte-level BPE of a few merges, its special tokens before the bytes or behind the merges. */
const printable = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff)];
const letters = [...printable, ...range(0, 0xff).filter((b) => !printable.includes(b)).map((_, i) => 256 + i)].map((code) => String.fromCharCode(code)); // prettier-ignore

interface Parts {
  /** They take the first ids. */
  readonly first?: readonly string[];
  readonly merges?: readonly string[];
  readonly added?: readonly { readonly id: number; readonly content: string; readonly special: boolean }[]; // prettier-ignore
}

export function byteLevelFile({ first = [], merges = [], added = [] }: Parts) {
  const tokens = [...letters, ...merges.map((merge) => merge.replace(' ', ''))];
  const vocab = Object.fromEntries(tokens.map((token, i) => [token, first.length + i]));
  const specials = first.map((content, id) => ({ id, content, special: true }));
  return {
    added_tokens: [...specials, ...added],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false },
    model: { type: 'BPE', vocab, merges },
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
