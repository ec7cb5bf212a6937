import { ForwardPassError } from '../errors/ForwardPassError';
import type { ByteString } from './ByteString';
import { decodeBase64 } from './decodeBase64';

// parseRanks: token bytes → rank, from either of the two formats that carry OpenAI's vocabularies.
//   js-tiktoken:  "! 0 IQ== Ig== …"   a comment, the first token's rank, then tokens in rank order
//   tiktoken:     "IQ== 0"            one token and its rank per line
//   checked against: the ids of gpt-tokenizer (ByteTokenizer.gpt2.test.ts)
export type Ranks = ReadonlyMap<ByteString, number>;

export function parseRanks(text: string): Ranks {
  const ranks = new Map<ByteString, number>();
  for (const line of text.split('\n')) {
    const fields = line.trim().split(' ');
    if (fields.length < 2) {
      if (fields[0] !== '') throw badLine(line);
      continue;
    }
    const [first = '', second = ''] = fields;
    const tokens = first === '!' ? fields.slice(2) : [first];
    if (!/^\d+$/.test(second) || (first !== '!' && fields.length !== 2)) throw badLine(line);
    tokens.forEach((token, i) => ranks.set(decodeBase64(token), Number(second) + i));
  }
  return ranks;
}

function badLine(line: string): ForwardPassError {
  return new ForwardPassError({
    what: 'parseRanks',
    expected: 'lines "! rank token token …" or "token rank", tokens in base64',
    got: JSON.stringify(line.slice(0, 60)),
    hint: "Pass the bpe_ranks text of js-tiktoken's ranks, or the contents of a .tiktoken file.",
  });
}
