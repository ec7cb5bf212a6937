/**
 * What a film shows and a lesson cannot compute in a few seconds: losses on a text that is not in the repository, searches,
 * short trainings. `scenes/<film>/record.ts` computes it, `npm run record -- <film>` writes it to `record.json` beside, with
 * the checksums of what it was computed from; the lesson imports that file. A test computes the quick entries anew.
 *   export const record = defineRecord({ models: ['shakespeare-llama'], entries: { loss: { reads: 'text', quick: true, compute } } });
 *   import { values } from './record.json';
 */
export interface RecordEntry<Value> {
  /** Tiny Shakespeare, a scene of our own (tests/fixtures/texts/the-ferry.txt), or the models alone. */
  readonly reads: 'text' | 'passage' | 'models';
  /** A few seconds: computed anew by a test, where its text is at hand. */
  readonly quick?: boolean;
  compute(text: string): Value | Promise<Value>;
}

export interface FilmRecord<Values extends object = object> {
  /** Folders of assets/models/. */
  readonly models: readonly string[];
  readonly entries: { readonly [Name in keyof Values]: RecordEntry<Values[Name]> };
}

export function defineRecord<Values extends object>(
  record: FilmRecord<Values>,
): FilmRecord<Values> {
  return record;
}
