/** One film on one page: Node's end of the page's API. */
import type { Browser, Page } from 'playwright-core';
import type { Plan, ProjectionSettings } from '../page/Projection';
import { openPage } from './browser';
import type { Bundle } from './bundle';

/** What went wrong inside the page, with the beat that was played. */
export class PageFailure extends Error {
  public constructor(
    message: string,
    public readonly pageStack: string,
    public readonly beat: string,
  ) {
    super(message);
  }
}

interface Failure {
  readonly failure: { readonly message: string; readonly stack: string; readonly beat: string };
}

/** Frames asked for at once: few enough that a page's answer stays some megabytes. */
const batch = 12;

export class FilmPage {
  private constructor(private readonly page: Page) {}

  public static async open(browser: Browser, bundle: Bundle): Promise<FilmPage> {
    return new FilmPage(await openPage(browser, bundle));
  }

  /** @throws PageFailure when the scene throws anywhere. */
  public async prepare(film: string, settings: ProjectionSettings): Promise<Plan> {
    const result = await this.page.evaluate(
      async ([id, given]): Promise<Plan | Failure> => {
        try {
          return await window.forwardPass.prepare(id, given);
        } catch (e) {
          const { message, stack = '' } = e instanceof Error ? e : new Error(String(e));
          return { failure: { message, stack, beat: window.forwardPass.beat() } };
        }
      },
      [film, settings] as const,
    );
    return unwrap(result);
  }

  /** PNG files of the frames [from, to); `null` repeats the one before. The next are on the way. */
  public async *frames(from: number, to: number): AsyncGenerator<Buffer | null> {
    let coming = this.ask(from, Math.min(from + batch, to));
    for (let at = from; at < to; at += batch) {
      const pictures = await coming;
      const next = at + batch;
      coming = next < to ? this.ask(next, Math.min(next + batch, to)) : Promise.resolve([]);
      coming.catch(() => undefined); // told when it is awaited
      for (const url of pictures) yield url === null ? null : pngOf(url);
    }
  }

  /** Pictures side by side with their names, as one PNG. */
  public async contactSheet(
    pictures: readonly Buffer[],
    names: readonly string[],
  ): Promise<Buffer> {
    const urls = pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`);
    const sheet = await this.page.evaluate(([u, n]) => window.forwardPass.contactSheet(u, n), [
      urls,
      names,
    ] as const);
    return pngOf(sheet);
  }

  public async close(): Promise<void> {
    await this.page.context().close();
  }

  private async ask(from: number, to: number): Promise<(string | null)[]> {
    const result = await this.page.evaluate(
      async ([a, b]): Promise<(string | null)[] | Failure> => {
        try {
          return await window.forwardPass.frames(a, b);
        } catch (e) {
          const { message, stack = '' } = e instanceof Error ? e : new Error(String(e));
          return { failure: { message, stack, beat: window.forwardPass.beat() } };
        }
      },
      [from, to] as const,
    );
    return unwrap(result);
  }
}

function unwrap<T extends object>(result: T | Failure): T {
  if (!('failure' in result)) return result;
  const { message, stack, beat } = result.failure;
  throw new PageFailure(message, stack, beat);
}

const pngOf = (url: string) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
