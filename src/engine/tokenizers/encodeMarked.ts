// encodeMarked: a text in which the names of special tokens stand for them, as Hugging Face's tokenizers read every text. Where
// one name begins like another, the longer is meant; what lies between them is encoded as a text of its own.
export function encodeMarked(
  text: string,
  specials: ReadonlyMap<string, number>,
  encode: (text: string) => number[],
): number[] {
  if (specials.size === 0) return encode(text);
  const longestFirst = [...specials.keys()].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return text.split(new RegExp(`(${escaped.join('|')})`, 'u')).flatMap((piece, i) => {
    const special = i % 2 === 1 ? specials.get(piece) : undefined; // names are at odd places, texts at even ones
    return special === undefined ? encode(piece) : [special];
  });
}
