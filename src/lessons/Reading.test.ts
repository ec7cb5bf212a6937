import { expect, it } from 'vitest';
import { encode } from '../engine/models/encoderDecoder/encode';
import { Recorder } from '../engine/trace/Recorder';
import { tensorFrom } from '../engine/tensor/tensorFrom';
import { numberTranslator } from './models';
import { Reading, readRun } from './Reading';

it('hands out what the model recorded, by its own name and letters', async () => {
  const model = await numberTranslator();
  const { nhead, d_model } = model.config;
  const ids = model.tokenizer.encode('three hundred forty two');
  const trace = new Recorder();
  encode(model, [ids], {}, trace);
  const run = readRun((again) => encode(model, [ids], {}, again));

  const name = 'block.0.attention_weights';
  const pattern = run.fact(name, 3);
  expect(pattern).toMatchObject({
    of: name,
    dims: ['H', 'T', 'S'],
    shape: [nhead, ids.length, ids.length],
    decimals: 3,
  });
  const head = run.within('block.0').head('attention_weights', 1);
  expect(head).toMatchObject({ of: `${name}[1]`, dims: ['T', 'S'] });
  expect(head.values).toEqual(
    (trace.get(name).part(0, 1).toNested() as readonly number[][]).flat(),
  );
  expect(run.fact('position_encoding')).toMatchObject({
    dims: ['T', 'C'],
    shape: [ids.length, d_model],
  });
});

it('says what cannot be read so', () => {
  const trace = new Recorder();
  trace.record('two', tensorFrom([[[1]], [[2]]]), 'B T C');
  trace.record('row', tensorFrom([[1, 2]]), 'T C');
  trace.record('heads', tensorFrom([[[[1]], [[2]]]]), 'B H T D');
  const run = new Reading(trace);
  expect(() => run.fact('two')).toThrow(/B = 2 texts/);
  expect(() => run.head('row', 0)).toThrow(/begin with H[\s\S]*T C/);
  expect(() => run.head('heads', 2)).toThrow(/H from 0 to 1/);
  expect(() => run.fact('rows')).toThrow(/"rows"/);
});
