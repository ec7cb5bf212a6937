/** `npm run dev` in a real browser: what it shows, what it writes, and how fast a change arrives. */
import { setTimeout as pause } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalog } from '../../scenes/catalog';
import type {} from '../../src/editor/page/filmPlugin';
import { filmDefaults, type FilmVariables } from '../../src/film/FilmVariables';
import type * as bundling from '../../src/render/host/bundle';
import { launch, openPage } from '../../src/render/host/browser';
import { modelFiles } from '../lessons/modelFiles';
import { EditorTree } from './EditorTree';
import { probeFilm } from './probeFilm';

/** Films of the catalog that have a scene. */
const finished = catalog.filter((film) => existsSync(`scenes/${film}/${film}.tsx`));

let tree: EditorTree;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [tree, browser] = await Promise.all([EditorTree.open(probeFilm), launch()]);
  // The first page makes Vite prepare the dependencies, and may be reloaded for it.
  const first = await browser.newPage();
  await first.goto(`${tree.url}/probe`);
  await playing(first);
  await first.close();
});

afterAll(async () => {
  await Promise.all([browser.close(), tree.close()]);
});

beforeEach(async () => {
  complaints = [];
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  page.on('pageerror', (e) => complaints.push(e.message));
  page.on('request', (request) => {
    const { protocol, origin, href } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== tree.url) complaints.push(`asked for ${href}`);
  });
});

afterEach(async () => {
  await page.close();
});

/** In a movement that runs beside another: what asked for it is not on the stack when it fails. */
const asksForARow = `beat('square'); const wide = new MatrixView({ values: facts.wide }); yield* all(stage.add(wide).showRow(7), wide.undim());`;

describe('the editor', () => {
  it('lists every film with its question, the catalog first', async () => {
    await page.goto(tree.url);
    await page.getByText('How wide is a square?').waitFor();
    const films = await page.locator('.film-index li').evaluateAll(namesOf);
    expect(films.at(-1)).toBe('probe');
    expect(films.slice(0, -1)).toEqual(finished);
    await page.getByRole('link', { name: 'Components' }).waitFor();
    for (const file of ['lesson.ts', 'script.ts', 'probe.tsx'] as const) {
      const text = await tree.read(`scenes/probe/${file}`);
      await tree.write(`scenes/anew/${file.replace('probe', 'anew')}`, text);
    }
    await page.locator('.film-index li[data-film=anew]').waitFor();
    expect(complaints).toEqual([]);
  });

  it('draws the picture of every film, with its length, in the language asked for', async () => {
    await page.goto(`${tree.url}/?language=zh`);
    await page.getByText('正方形有多宽？').first().waitFor();
    const card = page.locator('.film-index li[data-film=probe]');
    const all = page.locator('.film-index li');
    const drawn = page.locator('.film-index img[src^="data:image/png"]');
    await expect
      .poll(() => drawn.count(), { timeout: 240_000, interval: 500 })
      .toBe(await all.count());
    const shown = await card.locator('img').evaluate(middleOf);
    expect(shown).toEqual({ width: 640, height: 360, color: [255, 0, 0] });
    const length = await card.locator('a span').textContent();
    const lengths = await page.locator('.film-index a span').allTextContents();
    expect(lengths).toEqual(lengths.map(() => expect.stringMatching(/^\d:\d\d$/)));
    expect(complaints).toEqual([]);

    await card.getByRole('link').click();
    await playing(page);
    expect(page.url()).toBe(`${tree.url}/probe?language=zh`);
    const seconds = Math.round((await page.evaluate(durationInSeconds)) ?? 0);
    expect(length).toBe(`0:${String(seconds).padStart(2, '0')}`);
  }, 300_000);

  it('marks the beats and writes no .meta that is there', async () => {
    const before = await tree.metas();
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    expect(await page.evaluate(beats)).toEqual(['hook', 'square', 'answer']);
    await page.goto(`${tree.url}/probe?language=zh`);
    await playing(page);
    expect(await tree.metas()).toEqual(before);
    expect(JSON.parse(before['probe/probe.meta'] ?? '')).toEqual({
      version: 1,
      timeEvents: [],
      seed: 1,
    });
    expect(complaints).toEqual([]);
  });

  it.each([
    ...finished.map((film) => [film, '']),
    ...finished.slice(0, 1).map((film) => [film, '?language=zh&theme=light']),
  ] as [string, string][])(
    'shows of %s%s the very frame that the renderer draws',
    async (film, query) => {
      const given = new URLSearchParams(query);
      const variables = { ...filmDefaults, ...Object.fromEntries(given) } as FilmVariables;
      await page.goto(`${tree.url}/${film}${query}`);
      await playing(page);
      const rendered = await renderedFrames(film, variables);
      for (const { frame, picture } of rendered) {
        const shown = await shownFrame(page, frame);
        expect(different(shown, picture), `frame ${frame}`).toBe(0);
      }
      expect(complaints).toEqual([]);
    },
  );

  it('shows a change of scene, component, lesson and engine without a reload', async () => {
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    await page.evaluate(() => {
      document.title = 'not reloaded';
    });
    await atSquare(page, '255,0,0', 200);

    await replace('scenes/probe/probe.tsx', "'#ff0000'", "'#00ff00'");
    await atSquare(page, '0,255,0', 200);
    await replace('src/components/Square.ts', 'this.side, this.side', 'this.side / 2, this.side');
    await atSquare(page, '0,255,0', 100);
    await replace('src/engine/probeSize.ts', 'count * 100', 'count * 200');
    await atSquare(page, '0,255,0', 200);
    await replace('scenes/probe/lesson.ts', 'integerParam(2', 'integerParam(1');
    await atSquare(page, '0,255,0', 100);
    await replace('scenes/probe/script.ts', 'How wide is a square?', 'How wide is it?');
    await page.locator('#film-pane').getByText('How wide is it?').waitFor();

    expect(await page.title()).toBe('not reloaded');
    expect(complaints).toEqual([]);
  });

  it('waits for the end of a save', async () => {
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    for (const title of ['How high is it?', 'How broad is it?', 'How large is it?']) {
      const script = (await tree.read('scenes/probe/script.ts')).replace(/How \w+ is .*\?/, title);
      await tree.write('scenes/probe/script.ts', '');
      await pause(30);
      await tree.write('scenes/probe/script.ts', script);
      await page.locator('#film-pane').getByText(title).waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it('says where a scene failed, and plays again when it is mended', async () => {
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    await replace('scenes/probe/probe.tsx', "beat('square');", "beat('square'); nowhere();");
    const failure = page.locator('.film-failure');
    await failure.waitFor();
    await failure.filter({ hasText: '.tsx:' }).waitFor();
    expect(await failure.textContent()).toBe(
      'Film probe, beat "square": nowhere is not defined\nscenes/probe/probe.tsx:11',
    );
    await replace('scenes/probe/probe.tsx', ' nowhere();', '');
    await failure.waitFor({ state: 'detached' });

    await replace('scenes/probe/probe.tsx', "beat('square');", asksForARow);
    await failure.filter({ hasText: '.tsx:' }).waitFor();
    expect(await failure.textContent()).toBe(
      'Film probe, beat "square": row 7 of wide\n' +
        '  expected  a whole number from 0 to 0\n' +
        '  got       7\n' +
        '  hint      it has 1 row, counted from 0\n' +
        'scenes/probe/probe.tsx:11',
    );
    await replace('scenes/probe/probe.tsx', asksForARow, "beat('square');");
    await failure.waitFor({ state: 'detached' });

    const syntax = page.locator('vite-error-overlay');
    await replace('scenes/probe/probe.tsx', 'yield* stage.beat', 'yield* * stage.beat');
    await syntax.waitFor({ state: 'attached' });
    await replace('scenes/probe/probe.tsx', 'yield* * stage.beat', 'yield* stage.beat');
    await syntax.waitFor({ state: 'detached' });
    await playing(page);
  });

  it('shows what there is of a half-written film, and what is missing', async () => {
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    const scene = await tree.read('scenes/probe/probe.tsx');
    const begun = scene.slice(0, scene.lastIndexOf('  yield* stage.')) + '});\n';
    await tree.write('scenes/probe/probe.tsx', begun);
    const notice = page.locator('#film-pane').getByRole('status');
    await notice.waitFor();
    expect(await notice.textContent()).toBe(
      'half written: "answer" of the script is not played yet',
    );
    expect(await page.evaluate(beats)).toContain('square');

    const broken = scene.replace("beat('answer');", "beat('answer'); throw new Error('no more');");
    await tree.write('scenes/probe/probe.tsx', broken);
    const failure = page.locator('.film-failure');
    await failure.waitFor();
    await failure.filter({ hasText: '.tsx:' }).waitFor();
    expect(await failure.textContent()).toBe(
      'Film probe, beat "answer": no more\nscenes/probe/probe.tsx:13',
    );
    await atSquare(page, '0,255,0', 100); // as the tests above have left it
    expect(await page.evaluate(beats)).toContain('square');

    await tree.write('scenes/probe/probe.tsx', scene);
    await failure.waitFor({ state: 'detached' });
    await notice.waitFor({ state: 'detached' });
  });

  it('says that a claim is false, and plays the film', async () => {
    const lesson = await tree.read('scenes/probe/lesson.ts');
    await page.goto(`${tree.url}/probe`);
    await playing(page);
    await replace(
      'scenes/probe/lesson.ts',
      'claims: {}',
      "claims: { wide: { text: { en: 'it is wide', zh: '很宽' }, holds: (f) => f.side.value > 900 } }",
    );
    const failure = page.locator('.film-failure');
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(
      /film "probe" claims what its facts do not show[^]*wide: it is wide/,
    );
    await atSquare(page, '0,255,0', 100); // as the tests above have left it
    await tree.write('scenes/probe/lesson.ts', lesson);
    await failure.waitFor({ state: 'detached' });
  });

  it('takes parameters in the address and in the Film tab', async () => {
    await page.goto(`${tree.url}/probe?count=9`);
    const failure = page.locator('.film-failure');
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(
      /"count" of film "probe"[^]*a whole number from 1 to 5/,
    );

    const field = page.locator('#film-pane input[name=count]');
    await field.fill('3');
    await field.press('Enter');
    await failure.waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${tree.url}/probe?count=3`);

    await field.fill('many');
    await field.press('Enter');
    const refusal = page.locator('#film-pane').getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(
      /"count"[^]*expected {2}a whole number from 1 to 5[^]*many/,
    );
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(page.url()).toBe(`${tree.url}/probe?count=3`);

    await page.goto(`${tree.url}/probe?language=fr`);
    await failure.waitFor();
    expect(await failure.textContent()).toMatch(/"language"[^]*one of: en, zh[^]*fr/);
  });
});

const replace = async (path: string, from: string, to: string) => {
  const text = await tree.read(path);
  expect(text).toContain(from);
  await tree.write(path, text.replaceAll(from, to));
};

const namesOf = (items: readonly (HTMLElement | SVGElement)[]) =>
  items.map(({ dataset }) => dataset['film']);

const durationInSeconds = () => {
  const player = window.filmSession?.player;
  return player?.status.framesToSeconds(player.playback.duration);
};

function middleOf(picture: HTMLElement | SVGElement) {
  const { naturalWidth: width, naturalHeight: height } = picture as HTMLImageElement;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(picture as HTMLImageElement, 0, 0);
  const [r, g, b] = context?.getImageData(width / 2, height / 2, 1, 1).data ?? [];
  return { width, height, color: [r, g, b] };
}

const beats = () =>
  window.filmSession?.player?.playback.onScenesRecalculated.current.flatMap((scene) =>
    scene.timeEvents.onChanged.current.map(({ name }) => name),
  );

const playing = (at: Page) =>
  at.waitForFunction(() => (window.filmSession?.player?.onDurationChanged.current ?? 0) > 0);

/** Waits until, where the beat ends, the row through the stage's middle has so many pixels of a colour. */
async function atSquare(at: Page, color: string, pixels: number) {
  await at.waitForFunction(
    ([wanted, count]) => {
      const player = window.filmSession?.player;
      const canvas = [...document.querySelectorAll('canvas')].find((c) => c.width === 1920);
      const scene = player?.playback.onScenesRecalculated.current[0];
      const answer = scene?.timeEvents.onChanged.current.at(-1);
      if (!player || !canvas || !answer) return false;
      const frame = player.status.secondsToFrames(answer.initialTime) - 1;
      if (player.onFrameChanged.current !== frame) player.requestSeek(frame);
      const row = canvas.getContext('2d')?.getImageData(0, 545, 1920, 1).data ?? [];
      let found = 0;
      for (let i = 0; i < row.length; i += 4) {
        if (`${row[i]},${row[i + 1]},${row[i + 2]}` === wanted) found++;
      }
      return found === count;
    },
    [color, pixels] as const,
    { polling: 100, timeout: 20_000 },
  );
}

/** Frames where beats end, as the renderer's page draws them. */
async function renderedFrames(film: string, variables: FilmVariables) {
  const entry = `
import film from './scenes/${film}/${film}.tsx';
import meta from './scenes/${film}/${film}.meta';
import { serve } from './src/render/page/page.ts';
film.meta.set(meta);
serve({ film });`;
  // The renderer of the same tree: its sources are what the editor was given.
  const { bundleEntry } = (await import(
    `${tree.root}/src/render/host/bundle.ts`
  )) as typeof bundling;
  const bundle = await bundleEntry(entry);
  const renderer = await openPage(browser, new Map([...bundle, ...(await modelFiles())]));
  const plan = await renderer.evaluate(
    (v) => window.forwardPass.prepare('film', { fps: 60, scale: 1, variables: v }),
    variables,
  );
  const ends = plan.beats.slice(1).map(({ start }) => Math.ceil(start * 60) - 1);
  const picked = [ends[0] ?? 0, ends[Math.floor(ends.length / 2)] ?? 0];
  const frames: { frame: number; picture: string }[] = [];
  for (const frame of new Set(picked)) {
    const picture = await renderer.evaluate((f) => window.forwardPass.picture(f), frame);
    frames.push({ frame, picture: picture ?? '' });
  }
  await renderer.close();
  return frames;
}

async function shownFrame(at: Page, frame: number): Promise<string> {
  await at.evaluate((f) => window.filmSession?.player?.requestSeek(f), frame);
  await at.waitForFunction((f) => window.filmSession?.player?.onFrameChanged.current === f, frame);
  return at.evaluate(() => {
    const canvas = [...document.querySelectorAll('canvas')].find((c) => c.width === 1920);
    return canvas?.toDataURL('image/png') ?? '';
  });
}

/** How many pixels differ. */
function different(a: string, b: string): number {
  const [first, second] = [a, b].map((url) =>
    PNG.sync.read(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  );
  expect(first?.width).toBe(second?.width);
  let count = 0;
  for (let i = 0; i < (first?.data.length ?? 0); i += 4) {
    if (first?.data.readUInt32LE(i) !== second?.data.readUInt32LE(i)) count++;
  }
  return count;
}
