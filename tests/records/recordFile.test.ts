import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatRecord, recordInputs } from '../../src/host/records/recordFile';
import { root } from '../../src/render/host/bundle';
import { record } from '../../scenes/decoder/record';

it('writes lists in one line, and leaves texts as they are', () => {
  const values = { list: [1, 2.5, 3], text: 'a [b\n c] d', deep: [[1, 2], [3]], none: [], of: { x: ['[ a'] } }; // prettier-ignore
  const text = formatRecord({ inputs: { file: 'sum' }, values });
  expect(JSON.parse(text)).toEqual({ inputs: { file: 'sum' }, values });
  expect(text).toContain('"list": [1, 2.5, 3]');
});

it('goes stale with the weights, and with the text where it is read', async () => {
  const inputs = await recordInputs(record);
  const file = JSON.parse(
    await readFile(join(root, 'scenes/decoder/record.json'), 'utf8'),
  ) as object;
  expect(file).toMatchObject({ inputs });
  const other = await recordInputs({ ...record, models: ['shakespeare-llama'] });
  expect(Object.keys(other)).toContain('tinyshakespeare.txt');
  expect(file).not.toMatchObject({ inputs: other });
  const textless = await recordInputs({ models: [], entries: { a: { reads: 'models' } } });
  expect(textless).toEqual({});
});
