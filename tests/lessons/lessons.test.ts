/** Every claim of every lesson holds, its facts are plain data, its script is whole. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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

/** Until the first lesson is accepted there is nothing to hold it to. */
const isKept = existsSync(join(goldens, 'lessons'));

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
    });

    test('says the same every time', async () => {
      expect(await lesson.facts({}, language)).toEqual(await lesson.facts({}, language));
    });

    test.skipIf(!isKept)('reads as it was accepted', async () => {
      const golden = await readFile(join(goldens, lessonFile(id, language)), 'utf8').catch(
        () => '',
      );
      const text = await lessonText(film, language);
      expect(text, `look at it: npm run golden -- review ${id}`).toBe(golden);
    });
  });
});
