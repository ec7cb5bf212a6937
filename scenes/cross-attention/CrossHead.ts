/** One head of number-translator's cross-attention: what it computes for a text, and what is written when it is altered. */
import { put } from '../../src/engine/interventions/put';
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { encoderDecoder } from '../../src/engine/models/encoderDecoder/encoderDecoder';
import { Recorder } from '../../src/engine/trace/Recorder';
import { argmax } from '../../src/lessons/arithmetic';
import { array, rows, tokens, type ArrayFact } from '../../src/lessons/facts';
import type { NumberTranslator } from '../../src/lessons/models';
import { NumberLab } from '../../src/lessons/NumberLab';
import { Reading } from '../../src/lessons/Reading';

type Ids = readonly number[];

export class CrossHead extends NumberLab {
  public constructor(
    model: NumberTranslator,
    private readonly layer: number,
    private readonly head: number,
  ) {
    super(model);
  }

  /** A word is hidden from the decoder, in every layer and head. */
  public covered(place: number): Interventions {
    return { 'decoder.block.*.cross_attention_scores': put(-Infinity, ({ S }) => S === place) };
  }

  /** The head's values are those of other texts; its keys stay. */
  public lent(others: readonly Ids[]): Interventions {
    const theirs = this.read(others, others.map(() => [this.model.tokenizer.specials.start])); // prettier-ignore
    const values = theirs.tensor(this.name('v_projection'));
    return { [this.name('v_projection')]: put(values, ({ H }) => H === this.head) };
  }

  /** All that the head computes while an answer is written, and what is written at each step. */
  public look(source: Ids, answer: string, rules: Interventions = {}) {
    const { tokenizer } = this.model;
    const said = this.answer(source, rules);
    // Row stays beside row, whatever is written.
    const told = said.length === answer.length ? said : answer;
    const target = [tokenizer.specials.start, ...tokenizer.encode(told)];
    const run = this.read([source], [target], rules);
    const of = (name: string, decimals = 2) => run.head(this.name(name), this.head, decimals);
    return {
      said,
      queries: of('q_projection'),
      keys: of('k_projection'),
      values: of('v_projection'),
      products: of('query_key_products'),
      scores: of('attention_scores', 1),
      pattern: of('attention_weights'),
      taken: of('attention_output'),
      memory: run.fact('encoder.final_layer_norm'),
      read: tokens('target tokens', target.map((id) => tokenizer.token(id))), // prettier-ignore
      written: tokens('written at each step', likeliest(run.fact('logits')).map((id) => tokenizer.token(id))), // prettier-ignore
    };
  }

  private name(step: string): string {
    return `decoder.block.${this.layer}.cross_${step}`;
  }

  private read(source: readonly Ids[], target: readonly Ids[], rules: Interventions = {}) {
    const trace = new Recorder();
    intervene(rules, (seen) => encoderDecoder(this.model, { source, target }, {}, seen), trace);
    return new Reading(trace);
  }
}

/** Columns become rows: as a word stands over its own numbers. */
export function upright(matrix: ArrayFact): ArrayFact {
  const given = rows(matrix);
  const turned = (given[0] ?? []).map((_, j) => given.map((row) => row[j] ?? NaN));
  return array(matrix.of, turned, [...matrix.dims].reverse().join(' '), matrix.decimals);
}

const likeliest = (logits: ArrayFact) => rows(logits).map(argmax);
