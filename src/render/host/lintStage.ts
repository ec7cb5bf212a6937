/** Films in the headless browser, looked at beat by beat: the host side of lint and golden frames. */
import type { Page } from 'playwright-core';
import type { FilmVariables } from '../../film/film';
import { languages, type Language } from '../../lessons/language';
import type { Facts } from '../../lessons/facts';
import type { ThemeName } from '../../theme/palette';
import type { BeatPicture } from '../page/lintPage';
import type { Finding } from '../page/lintRules';
import { launch, openPage } from './browser';
import { bundleEntry, importFilm } from './bundle';
import { describeFailure, failureText } from './describeFailure';
import { loadFilm, scenesFolder } from './FilmSource';

export const themes: readonly ThemeName[] = ['dark', 'light'];

export interface StageFinding extends Finding {
  readonly film: string;
  readonly language: Language;
  readonly theme: ThemeName;
}

export interface LintOptions {
  /** Looks inside movements too; by default in the dark only, since light differs in colours alone. */
  readonly movements?: boolean;
  /** Parameters of the film. */
  readonly set?: Readonly<Record<string, string>>;
  /** What its lesson has run to; without them it is run. */
  readonly facts?: Facts;
}

export interface LintStage {
  lint(
    film: string,
    language: Language,
    theme: ThemeName,
    options?: LintOptions,
  ): Promise<readonly StageFinding[]>;
  beats(
    film: string,
    language: Language,
    theme: ThemeName,
    scale: number,
  ): Promise<readonly BeatPicture[]>;
  /** Seconds at which a frame is skipped though its picture changes. */
  stale(film: string, language: Language, theme: ThemeName): Promise<readonly number[]>;
  /** What failed in the page: film, file and line. */
  explain(error: unknown, film: string, language: Language): string;
  close(): Promise<void>;
}

/** One browser with these films loaded. A film outside the catalog brings the path of its scene. */
export async function openLintStage(
  films: readonly string[],
  scenes: Readonly<Record<string, string>> = {},
  folder = scenesFolder,
): Promise<LintStage> {
  const bundle = await bundleEntry(entry(films, scenes, folder));
  const browser = await launch();
  const pages = new Map<string, Promise<Page>>();
  /** Each version plays in a page of its own, so that two can play side by side. */
  const pageOf = (language: Language, theme: ThemeName) => {
    const version = `${language} ${theme}`;
    const page = pages.get(version) ?? openPage(browser, bundle);
    pages.set(version, page);
    return page;
  };

  const variables = async (
    film: string,
    language: Language,
    theme: ThemeName,
    set: Readonly<Record<string, string>> = {},
    known?: Facts,
  ): Promise<FilmVariables> => {
    const facts = films.includes(film)
      ? (known ?? (await (await loadFilm(film, folder)).lesson.facts(set, language)))
      : null;
    return { language, theme, captions: true, set, facts };
  };

  return {
    async lint(film, language, theme, { movements = theme === 'dark', set, facts } = {}) {
      const played = await variables(film, language, theme, set, facts);
      const given = [film, played, { movements }] as const;
      const page = await pageOf(language, theme);
      const findings = await page.evaluate((g) => window.forwardPassLint.lint(...g), given);
      return findings.map((finding) => ({ film, language, theme, ...finding }));
    },
    async beats(film, language, theme, scale) {
      const given = [film, await variables(film, language, theme), scale] as const;
      const page = await pageOf(language, theme);
      return page.evaluate((g) => window.forwardPassLint.beats(...g), given);
    },
    async stale(film, language, theme) {
      const given = [film, await variables(film, language, theme)] as const;
      const page = await pageOf(language, theme);
      return page.evaluate((g) => window.forwardPassLint.stale(...g), given);
    },
    explain: (error, film, language) =>
      failureText(describeFailure(error, { film, language, movie: '', scenes: folder, bundle })),
    close: () => browser.close(),
  };
}

function entry(
  films: readonly string[],
  scenes: Readonly<Record<string, string>>,
  folder: string,
): string {
  const own = Object.values(scenes).map((path, i) => {
    const name = `film${films.length + i}`;
    return `import ${name} from ${JSON.stringify(path)};\n${name}.meta.seed.set(1);`;
  });
  const ids = [...films, ...Object.keys(scenes)];
  const table = ids.map((id, i) => `${JSON.stringify(id)}: film${i}`).join(', ');
  return `${[...films.map((id, i) => importFilm(id, i, folder)), ...own].join('\n')}
import { serve } from './src/render/page/page.ts';
import { serveLint } from './src/render/page/lintPage.ts';
serveLint({ ${table} });
serve({ ${table} });`;
}

/** Every language in every theme. */
export const versions = languages.flatMap((language) =>
  themes.map((theme) => ({ language, theme })),
);

/** `rope en dark · scores 12.4 s · overlap  "q"  [96 200 120 230]  with "k" at …` */
export function printFinding(finding: StageFinding): string {
  const { film, language, theme, beat, time, kind, text, box, detail } = finding;
  const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ');
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const moment = `${beat} ${time.toFixed(1)} s`;
  return `${film} ${language} ${theme} · ${moment} · ${kind}  "${short}"  [${place}]\n    ${detail}`;
}
