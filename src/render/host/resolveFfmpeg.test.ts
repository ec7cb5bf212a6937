import { describe, expect, test } from 'vitest';
import { places, resolveFfmpeg, type Candidate } from './resolveFfmpeg';

const candidates: readonly Candidate[] = [
  { source: 'ffmpeg-static', executable: '/static' },
  { source: 'PATH', executable: 'ffmpeg' },
  { source: '@ffmpeg-installer/ffmpeg', executable: '/installer' },
];
const only =
  (...usable: readonly string[]) =>
  (path: string) =>
    usable.includes(path) ? Promise.resolve('6.1') : Promise.reject(new Error('not found'));

describe('the first that works', () => {
  test.each([
    [['/static', 'ffmpeg', '/installer'], 'ffmpeg-static'],
    [['ffmpeg', '/installer'], 'PATH'],
    [['/installer'], '@ffmpeg-installer/ffmpeg'],
  ])('of %j is %s', async (usable, source) => {
    expect(await resolveFfmpeg([...candidates], only(...usable))).toMatchObject({ source });
  });

  test('none: every place is named, and the command that installs one', async () => {
    await expect(resolveFfmpeg([...candidates], only())).rejects.toMatchObject({
      got: 'ffmpeg-static: not found; PATH: not found; @ffmpeg-installer/ffmpeg: not found',
      hint: expect.stringContaining('install') as string,
    });
  });
});

test('FORWARD_PASS_FFMPEG stands alone', async () => {
  expect(places({ FORWARD_PASS_FFMPEG: '/my/ffmpeg' })).toEqual([
    { source: 'FORWARD_PASS_FFMPEG', executable: '/my/ffmpeg' },
  ]);
  const named = places({ FORWARD_PASS_FFMPEG: '/nowhere/ffmpeg' });
  await expect(resolveFfmpeg(named)).rejects.toMatchObject({ got: '/nowhere/ffmpeg: not found' });
});

test('this machine has one', async () => {
  const found = await resolveFfmpeg();
  expect(found.version).not.toBe('');
});
