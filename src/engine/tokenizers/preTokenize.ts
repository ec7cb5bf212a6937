// preTokenize: cut a text into the pieces inside which byte pairs may merge. The pieces joined give the text.
//   source: GPT-2's encoder.py, `self.pat`: English contractions, then runs of letters, of numbers, of
//     anything else, each with the space before it; of white space the last one goes to the next piece.
//   \p{White_Space} is what \s means in Python's `regex` and in Rust. JavaScript's own \s differs in two
//     characters (it has U+FEFF and lacks U+0085), and with it GPT-2's ids would be wrong there.
//   checked against: Python's `regex` (tests/golden/tokenizers/pre_tokens.py)
export const preToken =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

export function preTokenize(text: string): string[] {
  return text.match(preToken) ?? [];
}
