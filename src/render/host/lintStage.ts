/** Films in the headless browser, looked at beat by beat: the host side of lint and golden frames. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalog } from '../../../scenes/catalog';
import type { FilmVariables } from '../../film/film';
import type { Lesson } from '../../lessons/defineLesson';
import { languages, type Language } from '../../lessons/language';
import type { ThemeName } from '../../theme/palette';
import type { BeatPicture } from '../page/lintPage';
import type { Finding } from '../page/lintRules';
import { bundleEntry, root } from './bundle';
import { launch, openPage } from './browser';

export const themes: readonly ThemeName[] = ['dark', 'light'];

export interface StageFinding extends Finding {
  readonly film: string;
  readonly language: Language;
  readonly theme: ThemeName;
}

export interface LintStage {
  lint(film: string, language: Language, theme: ThemeName): Promise<readonly StageFinding[]>;
  beats(
    film: string,
    language: Language,
    theme: ThemeName,
    scale: number,
  ): Promise<readonly BeatPicture[]>;
  close(): Promise<void>;
}

/** Films of the catalog whose folder has a scene, in teaching order. */
export async function filmsOnDisk(): Promise<readonly string[]> {
  const folders = await Promise.all(
    catalog.map(async (id) => {
      const files = await readdir(join(root, 'scenes', id)).catch((): string[] => []);
      return files.includes(`${id}.tsx`) && files.includes('lesson.ts') ? [id] : [];
    }),
  );
  return folders.flat();
}

export const lessonOf = async (id: string): Promise<Lesson> => {
  const path = join(root, 'scenes', id, 'lesson.ts');
  return ((await import(/* @vite-ignore */ path)) as { lesson: Lesson }).lesson;
};

/** One browser with these films loaded. A film outside the catalog brings the path of its scene. */
export async function openLintStage(
  films: readonly string[],
  scenes: Readonly<Record<string, string>> = {},
): Promise<LintStage> {
  const paths = Object.fromEntries(films.map((id) => [id, `./scenes/${id}/${id}.tsx`]));
  const bundle = await bundleEntry(entry({ ...paths, ...scenes }));
  const browser = await launch();
  const page = await openPage(browser, bundle);

  const variables = async (
    film: string,
    language: Language,
    theme: ThemeName,
  ): Promise<FilmVariables> => {
    const facts = films.includes(film) ? await (await lessonOf(film)).facts({}, language) : {};
    return { language, theme, captions: true, set: {}, facts };
  };

  return {
    async lint(film, language, theme) {
      const given = [film, await variables(film, language, theme)] as const;
      const findings = await page.evaluate((g) => window.forwardPassLint.lint(...g), given);
      return findings.map((finding) => ({ film, language, theme, ...finding }));
    },
    async beats(film, language, theme, scale) {
      const given = [film, await variables(film, language, theme), scale] as const;
      return page.evaluate((g) => window.forwardPassLint.beats(...g), given);
    },
    close: () => browser.close(),
  };
}

function entry(paths: Readonly<Record<string, string>>): string {
  const films = Object.entries(paths);
  const imports = films.map(([, path], i) => `import film${i} from ${JSON.stringify(path)};`);
  const table = films.map(([id], i) => `${JSON.stringify(id)}: film${i}`).join(', ');
  return `${imports.join('\n')}
import { serve } from './src/render/page/page.ts';
import { serveLint } from './src/render/page/lintPage.ts';
serveLint({ ${table} });
serve({ ${table} });`;
}

/** Every language in every theme. */
export const versions = languages.flatMap((language) =>
  themes.map((theme) => ({ language, theme })),
);

/** `rope en dark · scores · overlap  "q"  [96 200 120 230]  with "k" at …` */
export function printFinding(finding: StageFinding): string {
  const { film, language, theme, beat, kind, text, box, detail } = finding;
  const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ');
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `${film} ${language} ${theme} · ${beat} · ${kind}  "${short}"  [${place}]\n    ${detail}`;
}
