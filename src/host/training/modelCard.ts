/**
 * MODEL-CARD.md: what a model is, from what and how it was trained, and how well it does, measured. Its head is data for
 * programs (`cardFigures` reads the figures back), the rest is for people.
 */
import { sizeOf } from '../../engine/tensor/shape';
import type { ParamRecord } from '../../engine/nn/Params';
import type { ModelConfig } from '../weightLayout';
import { clock, speedOf } from './speed';
import type { AnyRecipe } from './trainable';
import type { LoggedRecord } from './TrainingLog';
import type { TrainingSettings } from './TrainingSettings';

export interface CardFacts {
  readonly recipe: AnyRecipe;
  readonly settings: TrainingSettings;
  readonly config: ModelConfig;
  readonly params: ParamRecord;
  readonly best: { readonly step: number; readonly loss: number };
  readonly figures: Readonly<Record<string, number>>;
  readonly records: readonly LoggedRecord[];
  /** What the text is called, where there is one. */
  readonly dataName: string | undefined;
  readonly machine: string;
}

export function modelCard(facts: CardFacts): string {
  const { recipe, settings, config, params, best, figures, records, dataName } = facts;
  const { seconds, tokensPerSecond } = speedOf(records);
  const count = Object.values(params).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const { name: optimizer, settings: knobs } = recipe.optimizer;
  const known = Object.entries(knobs).map(([name, value]) => `${name} ${value}`);
  const samples = records.findLast((record) => record.step === best.step)?.samples ?? [];
  const skipped = records.filter((record) => record.skipped).length;
  const warnings = records.filter((record) => record.warning);
  return `---
model: ${recipe.name}
model_type: ${config.model_type}
parameters: ${count}
seed: ${settings.seed}
best_step: ${best.step}
figures:
${Object.entries(figures)
  .map(([name, value]) => `  ${name}: ${value}`)
  .join('\n')}
---

# ${recipe.name}

${recipe.task} ${count.toLocaleString('en-US')} parameters, in fp32.

## Results

${table(
  ['figure', 'held-out data'],
  Object.entries(figures).map(([name, value]) => [name, shown(value)]),
)}

The weights are those of step ${best.step} of ${settings.steps}, where the held-out loss of the evaluations during training was
lowest (${shown(best.loss)}). The figures above were measured afterwards, on all held-out data.
${warnings.length > 0 ? `\nTraining warned ${warnings.length} times of overfitting, first at step ${warnings[0]?.step}.\n` : ''}
## Data

${dataName === undefined ? '' : `${dataName}: `}${recipe.data}${settings.data === '' ? '' : ` (SHA-256 \`${settings.data}\`)`}

## Recipe

${table(
  ['', ''],
  [
    ['steps', `${settings.steps} of ${recipe.batchSize} examples`],
    ['optimizer', [optimizer, ...known].join(', ')],
    [
      'learning rate',
      `${settings.learningRate} at most, ${shown(records.at(-1)?.learningRate ?? NaN)} at the end`,
    ],
    ['clipping', `gradients together at most ${recipe.clip} long`],
    ['precision', settings.precision + (skipped > 0 ? `, ${skipped} steps skipped` : '')],
    ['seed', settings.seed],
  ],
)}

\`\`\`
${commandOf(settings)}
\`\`\`

The same command gives the same weights, bit for bit. \`training.jsonl\` holds every step.

## Measured

Trained in ${clock(seconds)} (evaluation included) at ${Math.round(tokensPerSecond).toLocaleString('en-US')} tokens a second
(without it), on ${facts.machine}.
${samples.length > 0 ? `\n## Samples\n\n${samples.map(quoted).join('\n\n')}\n` : ''}
## Architecture

\`\`\`json
${JSON.stringify(config, null, 2)}
\`\`\`
`;
}

/** The figures of a card, by name. */
export function cardFigures(card: string): Record<string, number> {
  const [, list = ''] = /\nfigures:\n((?: {2}.*\n)+)---/.exec(card) ?? [];
  const lines = list.split('\n').filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', value] = line.trim().split(': ');
      return [name, Number(value)];
    }),
  );
}

/** The command line that says all of it. */
function commandOf({ model, steps, seed, precision, optimizer, learningRate }: TrainingSettings) {
  const other = optimizer === 'own' ? '' : ` --optimizer ${optimizer}`;
  return (
    `npm run train -- ${model} --steps ${steps} --seed ${JSON.stringify(seed)} --learning-rate ${learningRate} ` +
    `--precision ${precision}${other}`
  );
}

/** Columns of one width, as Prettier lays tables out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[], fill = ' ') =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n');
}

const shown = (value: number) => String(Number(value.toPrecision(5)));

/** As a block of text, whatever is in it. */
const quoted = (sample: string) =>
  sample
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
