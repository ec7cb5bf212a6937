/**
 * A tokenizer.json of another kind than our own and GPT-2's, run by Hugging Face's tokenizers for JavaScript: Llama 2 and 3,
 * SmolLM, Qwen, and others that learned byte pairs. As everywhere here, text becomes a special token only
 * in a prompt (`encodeMarked`).
 */
import {
  AddedToken as KnownToken,
  Tokenizer as HuggingFaceTokenizer,
} from '@huggingface/tokenizers';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { specialIds, type AddedToken } from './byteLevelTokenizer';
import { asInRust, cutAtWords, repairByteFallback } from './libraryDifferences';
import type { WithAddedTokens } from './withinRows';

export interface PublishedFile {
  readonly added_tokens: readonly AddedToken[];
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (string | readonly string[])[];
  };
  readonly pre_tokenizer?: unknown;
  readonly post_processor?: unknown;
}

export class PublishedTokenizer implements WithAddedTokens {
  readonly added: readonly AddedToken[];
  readonly specials: Readonly<Record<string, number>>;
  readonly prefix: readonly number[];
  readonly size: number;
  private readonly inner: HuggingFaceTokenizer;
  private readonly marking: HuggingFaceTokenizer;
  private readonly tokens: ReadonlyMap<number, string>;

  constructor(file: PublishedFile) {
    this.added = file.added_tokens;
    this.specials = specialIds(this.added);
    this.prefix = idsBefore(file.post_processor);
    const added = this.added.map(({ id, content }) => [id, content] as const);
    const learned = Object.entries(file.model.vocab).map(([token, id]) => [id, token] as const);
    this.tokens = new Map([...learned, ...added]);
    this.size = [...this.tokens.keys()].reduce((most, id) => Math.max(most, id), -1) + 1;
    const written = this.added.filter(({ special }) => !special);
    const absent = { decoder: null, normalizer: null };
    const pre_tokenizer = cutAtWords(asInRust(file.pre_tokenizer ?? null), file.model.merges);
    const own = { added_tokens: written, post_processor: null, pre_tokenizer };
    const whole = { ...absent, ...file, ...own };
    const settings = { clean_up_tokenization_spaces: false };
    this.inner = new HuggingFaceTokenizer(whole, settings);
    this.marking = new HuggingFaceTokenizer({ ...whole, added_tokens: this.added }, settings);
    const { decoder } = this.inner;
    repairByteFallback(decoder);
    if (decoder) decoder.added_tokens = this.added.map((token) => new KnownToken(token));
  }

  has(id: number): boolean {
    return this.tokens.has(id);
  }

  encode(text: string): number[] {
    return text === '' ? [] : this.inner.encode(text, { add_special_tokens: false }).ids;
  }

  encodeMarked(text: string): number[] {
    return text === '' ? [] : this.marking.encode(text, { add_special_tokens: false }).ids;
  }

  decode(ids: Iterable<number>): string {
    const tokens = Array.from(ids, (id) => this.token(id));
    if (tokens.length === 0) return '';
    return this.inner.decoder?.(tokens) ?? tokens.join(' ');
  }

  private token(id: number): string {
    const token = this.tokens.get(id);
    if (token !== undefined) return token;
    throw new ForwardPassError({
      what: 'decode a token',
      expected: `an id of the vocabulary, below ${this.size}`,
      got: `${id}`,
      hint: 'models often have more rows than their vocabulary has tokens',
    });
  }
}

interface Processor {
  readonly type?: unknown;
  readonly processors?: unknown;
  readonly single?: unknown;
  readonly special_tokens?: Readonly<Record<string, { readonly ids?: unknown } | undefined>>;
}

/** What a TemplateProcessing puts before a text: Llama's beginning of text. */
function idsBefore(given: unknown): number[] {
  if (typeof given !== 'object' || given === null) return [];
  const { type, processors, single, special_tokens: specials = {} }: Processor = given;
  if (type === 'Sequence' && Array.isArray(processors)) return processors.flatMap(idsBefore);
  if (type !== 'TemplateProcessing' || !Array.isArray(single)) return [];
  const parts = single as { readonly SpecialToken?: { readonly id?: unknown } }[];
  const before = parts.slice(
    0,
    parts.findIndex((part) => !part.SpecialToken),
  );
  return before.flatMap(({ SpecialToken }) => {
    const ids = specials[String(SpecialToken?.id)]?.ids;
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isSafeInteger(id)) : [];
  });
}
