import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { filled } from '../../src/engine/tensor/tensorFrom';
import { barReporter, lineReporter } from '../../src/host/training/reporters';
import { clock, speedOf } from '../../src/host/training/speed';
import type { Report } from '../../src/host/training/TrainingEvent';
import type { LoggedRecord } from '../../src/host/training/TrainingLog';

const record = (step: number, more: Partial<LoggedRecord> = {}): LoggedRecord => ({
  step,
  loss: 2.5,
  gradientNorm: 1,
  learningRate: 1e-3,
  tokens: 1000,
  seconds: 0.5,
  ...more,
});

const records = [
  record(1),
  record(2, { skipped: true, scale: 65536, loss: NaN }),
  record(3, { evaluation: { loss: 2e-5, exactMatch: 0.5 }, samples: ['to\nbe'], warning: 'overfitting: …', seconds: 9 }), // prettier-ignore
  record(4),
];

function tell(report: Report): void {
  report({ type: 'started', name: 'tiny', params: { a: filled([10, 200], 0) }, from: 0, steps: 4 });
  for (const one of records) report({ type: 'step', record: one });
  report({ type: 'measuring' });
  report({ type: 'finished', out: '/out', best: { step: 3, loss: 2 }, figures: { exactMatch: 0.5 }, records }); // prettier-ignore
}

it('tells a training in lines', () => {
  const lines: string[] = [];
  tell(lineReporter((line) => lines.push(line)));
  expect(lines).toEqual([
    'tiny: 2,000 parameters, 4 steps',
    'step 1/4 · loss 2.5000 · lr 1.00e-3 · 2,000 tokens/s · 0:01 left',
    'step 2/4 · loss NaN · lr 1.00e-3 · 2,000 tokens/s · 0:01 left',
    'step 2: skipped, gradients overflow at loss scale 65536',
    'step 3/4 · loss 2.5000 · lr 1.00e-3 · 2,000 tokens/s · 0:03 left',
    'step 3 · held out: loss 2.0e-5, exactMatch 0.5000',
    '    to\n    be',
    '! overfitting: …',
    'step 4/4 · loss 2.5000 · lr 1.00e-3 · 2,000 tokens/s · 0:00 left',
    'measuring on all held-out data',
    '✓ best at step 3: exactMatch 0.5000; 0:10, 2,000 tokens/s → /out',
  ]);
});

it('tells the same things above a bar', () => {
  const stream = new PassThrough();
  tell(barReporter(stream as unknown as NodeJS.WriteStream));
  let written = '';
  for (let part = stream.read(); part !== null; part = stream.read()) written += String(part);
  for (const part of ['2,000 parameters', 'skipped', 'exactMatch 0.5000', '    be', '→ /out']) {
    expect(written).toContain(part);
  }
});

it('counts speed without evaluations, and time with them', () => {
  expect(speedOf(records)).toEqual({ seconds: 10.5, tokensPerSecond: 2000 });
  expect([5, 75, 4000].map(clock)).toEqual(['0:05', '1:15', '1:06:40']);
});
