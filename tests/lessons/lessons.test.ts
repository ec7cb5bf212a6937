/** Every claim of every lesson holds, its facts are plain data, its script is whole. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/lessons/language';
import { listFilms, loadFilm } from '../../src/render/host/FilmSource';
import { goldens } from '../golden-frames/goldenFrames';
import { factFaults } from './factFaults';
import { givenParams } from './givenParams';
import { lessonFile, lessonText } from './lessonText';
import { claimFaults, scriptFaults } from './scriptFaults';

const films = await Promise.all((await listFilms()).map((id) => loadFilm(id)));

describe.each(films)('$id', (film) => {
  const { id, lesson, script } = film;

  test('is what its folder is called', () => expect(lesson.id).toBe(id));

  test('claims and beats are tied', () => expect(claimFaults(script, lesson)).toEqual([]));

  test('refuses a parameter that it does not have', async () => {
    await expect(lesson.facts({ noSuchParam: 'x' }, 'en')).rejects.toThrow(/noSuchParam/);
  });

  describe.each(languages)('%s', (language) => {
    test.each(givenParams(lesson, language))('with %j', async (given) => {
      const facts = await lesson.facts(given, language);
      const broken = Object.entries(lesson.claims).filter(([, { holds }]) => !holds(facts));
      expect(broken.map(([name, { text }]) => `${name}: ${text.en}`)).toEqual([]);
      expect(factFaults(facts)).toEqual([]);
      expect(scriptFaults(script, facts)).toEqual([]);
      expect(await lesson.facts(given, language), 'the same every time').toEqual(facts);
    });

    const golden = join(goldens, lessonFile(id, language));
    test.skipIf(!existsSync(golden))('reads as it was accepted', async () => {
      await expect(await lessonText(film, language)).toMatchFileSnapshot(golden);
    });
  });
});
