/** What `npm run train` can train, by name. */
import { numberTranslator } from '../../engine/train/recipes/numberTranslator';
import { selectiveCopy, selectiveCopyInvariant } from '../../engine/train/recipes/selectiveCopy';
import { shakespeareGpt, shakespeareGptOpen } from '../../engine/train/recipes/shakespeareGpt';
import {
  shakespeareLlama,
  shakespeareLlamaRelu,
} from '../../engine/train/recipes/shakespeareLlama';
import type { Batch, Recipe } from '../../engine/train/Recipe';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { ModelConfig } from '../weights/weightLayout';

export type AnyRecipe = Recipe<ModelConfig, Batch>;

export type Trainable =
  | { readonly reads: 'nothing'; readonly recipe: () => AnyRecipe }
  | { readonly reads: 'text'; readonly recipe: (text: string, tokenizer?: Tokenizer) => AnyRecipe };

export const trainable: Readonly<Record<string, Trainable>> = {
  'number-translator': { reads: 'nothing', recipe: numberTranslator },
  'shakespeare-gpt': { reads: 'text', recipe: shakespeareGpt },
  'shakespeare-gpt-open': { reads: 'text', recipe: shakespeareGptOpen },
  'shakespeare-llama': { reads: 'text', recipe: shakespeareLlama },
  'shakespeare-llama-relu': { reads: 'text', recipe: shakespeareLlamaRelu },
  'selective-copy': { reads: 'nothing', recipe: selectiveCopy },
  'selective-copy-invariant': { reads: 'nothing', recipe: selectiveCopyInvariant },
};
