/** Models: what a thread keeps of the models that it has opened or drawn, up to so many bytes; the least recently used goes. */
import { LRUCache } from 'lru-cache';
import { flat } from '../../engine/tensor/flat';
import type { Gpt2Config } from '../../engine/models/gpt2/Gpt2Config';
import { gpt2Tokenizer, type RanksFile } from '../../engine/tokenizers/gpt2Tokenizer';
import { ByteTokenizer } from '../../engine/tokenizers/ByteTokenizer';
import { parseRanks } from '../../engine/tokenizers/parseRanks';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { vocabularyFromRanks } from '../../engine/tokenizers/ByteVocabulary';
import { openModelFolder, type ModelFolder } from '../../host/modelFolder/openModelFolder';
import { readTokenizer } from '../../host/tokenizers/readTokenizer';
import { drawLayers, layersKey, type Layers } from './seededModel';

export interface OpenedModel {
  readonly folder: ModelFolder;
  readonly tokenizer: Tokenizer;
}

const gpt2Vocabulary = 50_257;

export class Models {
  private readonly opened = new Map<string, Promise<OpenedModel>>();
  private readonly layers: LRUCache<string, Layers>;
  private readonly tokenizers = new Map<number, Tokenizer>();

  constructor(bytes: number) {
    this.layers = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (layers) => Math.min(layers.bytes, bytes),
      dispose: (layers) => layers.release(),
    });
  }

  /** From its folder; folders stay open for good, since a server is started with them. */
  open(path: string): Promise<OpenedModel> {
    const known = this.opened.get(path) ?? openBoth(path);
    this.opened.set(path, known);
    known.catch(() => this.opened.delete(path));
    return known;
  }

  layersOf(config: Gpt2Config, seed: number): Layers {
    const key = layersKey(config, seed);
    const known = this.layers.get(key);
    if (known) return known;
    const drawn = drawLayers(config, seed);
    this.layers.set(key, drawn);
    return drawn;
  }

  /** GPT-2's own, or the part of it with so many tokens: its merges are in the order in which they were learned. */
  async tokenizerOf(size: number): Promise<Tokenizer> {
    const known = this.tokenizers.get(size);
    if (known) return known;
    const file = (await import('js-tiktoken/ranks/gpt2')).default;
    const tokenizer = size >= gpt2Vocabulary ? gpt2Tokenizer(file) : firstTokens(file, size);
    if (this.tokenizers.size >= 8) this.tokenizers.clear();
    this.tokenizers.set(size, tokenizer);
    return tokenizer;
  }

  /** Bytes of the parameters that are kept. */
  async bytes(): Promise<number> {
    const folders = await Promise.all(this.opened.values());
    const opened = folders.flatMap(({ folder }) => Object.values(folder.model.params));
    const drawn = this.layers.calculatedSize;
    return opened.reduce((sum, tensor) => sum + flat(tensor).byteLength, drawn);
  }
}

async function openBoth(path: string): Promise<OpenedModel> {
  const folder = await openModelFolder(path);
  return { folder, tokenizer: await readTokenizer(path, folder.model.config) };
}

function firstTokens({ bpe_ranks }: RanksFile, size: number): Tokenizer {
  const ranks = [...parseRanks(bpe_ranks)].filter(([, rank]) => rank < size);
  return new ByteTokenizer(vocabularyFromRanks(new Map(ranks)));
}
