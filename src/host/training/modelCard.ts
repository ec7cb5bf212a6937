/**
 * MODEL-CARD.md: what a model is, from what and how it was trained, and how well it does, measured. Its head is data for
 * programs (`readCard` reads it back), the rest is for people.
 */
import { sizeOf } from '../../engine/tensor/shape';
import type { ParamRecord } from '../../engine/nn/Params';
import type { ModelConfig } from '../weights/weightLayout';
import type { OtherFigures } from './figuresBeside';
import { cardName, type Figures } from './readCard';
import { clock, speedOf } from './speed';
import type { AnyRecipe } from './trainable';
import type { LoggedRecord } from './TrainingLog';
import type { TrainingSettings } from './TrainingSettings';
import { tinyShakespeare } from './trainingText';

export interface CardFacts {
  readonly recipe: AnyRecipe;
  readonly settings: TrainingSettings;
  /** What the settings are when nothing is said. */
  readonly own: TrainingSettings;
  readonly config: ModelConfig;
  readonly params: ParamRecord;
  readonly best: { readonly step: number; readonly loss: number };
  readonly figures: Figures;
  readonly beside: OtherFigures | undefined;
  readonly records: readonly LoggedRecord[];
  /** What the text is called, where there is one. */
  readonly dataName: string | undefined;
  readonly machine: string;
}

export function modelCard(facts: CardFacts): string {
  const { recipe, settings, config, params, best, figures, records } = facts;
  const { seconds, tokensPerSecond } = speedOf(records);
  const speed = Number.isNaN(tokensPerSecond)
    ? '?'
    : grouped(Number(tokensPerSecond.toPrecision(3)));
  const parameters = Object.values(params).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const samples = records.findLast((record) => record.step === best.step)?.samples ?? [];
  const warnings = records.filter((record) => record.warning);
  return `---
model_type: ${config.model_type}
parameters: ${parameters}
best_step: ${best.step}
settings:
${listed(settings)}
figures:
${listed(figures)}
---

# ${settings.model}

${recipe.task} ${grouped(parameters)} parameters, in fp32.

## Results

${results(facts)}

${recipe.comparison}

The weights are those of step ${grouped(best.step)}: of all evaluations during training, its held-out loss was the lowest
(${shown(best.loss)}). The figures were measured afterwards, on all held-out data.
${warnings.length > 0 ? `\nTraining warned ${warnings.length} times of overfitting, first at step ${warnings[0]?.step}.\n` : ''}
## Training

\`\`\`sh
${commandOf(facts)}
\`\`\`

gives the same weights, bit for bit. It took ${clock(seconds)} (${seconds < 3600 ? 'm:ss' : 'h:mm:ss'}) with its evaluations, at ${speed} tokens a second between
them, on ${facts.machine}.

${recipeTable(facts)}

[\`training.jsonl\`](training.jsonl) holds every step.
${samples.length > 0 ? `\nAt the best step it said:\n\n${samples.map(quoted).join('\n')}\n` : ''}
## Architecture

\`\`\`json
${JSON.stringify(config, null, 2)}
\`\`\`
`;
}

function results({ recipe, figures, beside }: CardFacts): string {
  const other = beside && [`[${beside.name}](../${beside.name}/${cardName})`];
  const rows = Object.entries(figures).map(([name, value]) => [
    name,
    shown(value),
    ...(beside ? [shown(beside.figures[name] ?? NaN)] : []),
    recipe.figures[name] ?? '',
  ]);
  return table(['figure', 'held-out data', ...(other ?? []), 'what it says'], rows);
}

function recipeTable({ recipe, settings, records, dataName }: CardFacts): string {
  const { name: optimizer, settings: knobs } = recipe.optimizer;
  const known = Object.entries(knobs).map(([name, value]) => `${name} ${value}`);
  const skipped = records.filter((record) => record.skipped).length;
  const last = shown(records.at(-1)?.learningRate ?? NaN);
  const rows = [
    ['data', dataName === undefined ? recipe.data : `${dataName}: ${recipe.data}`],
    ...(settings.data === '' ? [] : [['SHA-256 of it', settings.data]]),
    ['steps', `${grouped(settings.steps)}, each of ${recipe.batchSize} examples`],
    ['optimizer', [optimizer, ...known].join(', ')],
    ['learning rate', `${settings.learningRate} at most, ${last} at the end`],
    ['clipping', `gradients together at most ${recipe.clip} long`],
    ['precision', settings.precision + (skipped > 0 ? `, steps skipped: ${skipped}` : '')],
    ['seed', settings.seed],
  ];
  return table(['', ''], rows);
}

/** Only what differs from the recipe's own. */
function commandOf({ settings, own, dataName }: CardFacts): string {
  const { model, steps, seed, precision, optimizer, learningRate } = settings;
  const words: readonly (readonly [string, string | number, boolean])[] = [
    ['data', dataName ?? '', dataName !== undefined && dataName !== tinyShakespeare.name],
    ['steps', steps, steps !== own.steps],
    ['seed', seed, seed !== own.seed],
    ['optimizer', optimizer, optimizer !== 'own'],
    ['learning-rate', learningRate, learningRate !== own.learningRate],
    ['precision', precision, precision !== own.precision],
  ];
  const said = words.flatMap(([name, value, says]) => (says ? [`--${name} ${plain(value)}`] : []));
  return ['npm run train --', model, ...said].join(' ');
}

const listed = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `  ${name}: ${plain(value)}`)
    .join('\n');

/** A word as it is, in YAML and in a shell; anything else in quotation marks. */
function plain(value: string | number): string {
  if (typeof value === 'number' || /^[\w./-]+$/.test(value)) return `${value}`;
  return value.includes("'") ? JSON.stringify(value) : `'${value}'`;
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

const grouped = (value: number) => value.toLocaleString('en-US');

/** Four digits that count. */
const shown = (value: number) =>
  Number.isNaN(value)
    ? '–'
    : value !== 0 && Math.abs(value) < 1e-3
      ? value.toExponential(1)
      : Number.isInteger(value)
        ? `${value}`
        : value.toPrecision(4);

/** As a block of text, whatever is in it. */
const quoted = (sample: string) =>
  sample
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
