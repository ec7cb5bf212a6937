/** The head of a MODEL-CARD.md, which is data: how the model was trained and how well it does. */
import { trainingSettings } from './TrainingSettings';

export const cardName = 'MODEL-CARD.md';

export type Figures = Readonly<Record<string, number>>;

export function readCard(card: string) {
  const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(card) ?? [];
  const top = Object.fromEntries(pairsOf(head, ''));
  const settings = Object.fromEntries(pairsOf(head, 'settings'));
  const figures: Figures = Object.fromEntries(
    pairsOf(head, 'figures').map(([name, value]) => [name, Number(value)]),
  );
  return {
    modelType: top['model_type'] ?? '',
    parameters: Number(top['parameters']),
    bestStep: Number(top['best_step']),
    settings: trainingSettings.parse({
      ...settings,
      steps: Number(settings['steps']),
      learningRate: Number(settings['learningRate']),
    }),
    figures,
  };
}

/** Names and values of one part of the head, or of what stands above the parts. */
function pairsOf(head: string, part: string): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  let now = '';
  for (const line of head.split('\n')) {
    const [, indent = '', name = '', value = ''] = /^( *)([^:]*): ?(.*)$/.exec(line) ?? [];
    if (indent === '') now = value === '' ? name : '';
    if (value !== '' && now === part) pairs.push([name, unquoted(value)]);
  }
  return pairs;
}

function unquoted(value: string): string {
  if (value.startsWith('"')) return JSON.parse(value) as string;
  return value.startsWith("'") ? value.slice(1, -1) : value;
}
