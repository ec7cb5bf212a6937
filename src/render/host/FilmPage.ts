/** One film on one page: Node's end of the page's API. */
import type { Browser, Page } from 'playwright-core';
import type { PageApi } from '../page/page';
import type { Plan, ProjectionSettings } from '../page/Projection';
import { openPage } from './browser';
import type { Bundle } from './bundle';
import { FrameSocket } from './FrameSocket';

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
  readonly message: string;
  readonly stack: string;
  readonly beat: string;
}

/** Frames asked for at once. */
const batch = 12;

export class FilmPage {
  private constructor(
    private readonly page: Page,
    private readonly socket: FrameSocket,
  ) {}

  public static async open(browser: Browser, bundle: Bundle): Promise<FilmPage> {
    const [page, socket] = await Promise.all([openPage(browser, bundle), FrameSocket.open()]);
    return new FilmPage(page, socket);
  }

  /** @throws PageFailure when the scene throws anywhere. */
  public prepare(film: string, settings: ProjectionSettings): Promise<Plan> {
    return this.ask('prepare', film, settings);
  }

  /** What changes in the frames [from, to), as `Patch` has it; null repeats the one before. The next are on the way. */
  public async *patches(from: number, to: number): AsyncGenerator<Buffer | null> {
    const send = (at: number) => this.ask('send', at, Math.min(at + batch, to), this.socket.url);
    let coming = send(from);
    for (let at = from; at < to; at += batch) {
      await coming;
      coming = at + batch < to ? send(at + batch) : Promise.resolve();
      coming.catch(() => undefined); // told when it is awaited
      for (let frame = at; frame < Math.min(at + batch, to); frame++) {
        const patch = await this.socket.next();
        yield patch.length > 0 ? patch : null;
      }
    }
  }

  /** A frame as a PNG file. */
  public async picture(frame: number): Promise<Buffer> {
    return pngOf(await this.ask('picture', frame));
  }

  /** Pictures side by side with their names, as one PNG. */
  public async contactSheet(
    pictures: readonly Buffer[],
    names: readonly string[],
  ): Promise<Buffer> {
    const urls = pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`);
    return pngOf(await this.ask('contactSheet', urls, names));
  }

  public async close(): Promise<void> {
    this.socket.close();
    await this.page.context().close();
  }

  private async ask<K extends keyof PageApi>(
    method: K,
    ...given: Parameters<PageApi[K]>
  ): Promise<Awaited<ReturnType<PageApi[K]>>> {
    const told = await this.page.evaluate(
      async ([name, args]): Promise<{ value: unknown } | { failure: Failure }> => {
        const api = window.forwardPass;
        try {
          return { value: await (api[name] as (...a: unknown[]) => unknown)(...args) };
        } catch (e) {
          const { message, stack = '' } = e instanceof Error ? e : new Error(String(e));
          return { failure: { message, stack, beat: api.beat() } };
        }
      },
      [method, given] as const,
    );
    if (!('failure' in told)) return told.value as Awaited<ReturnType<PageApi[K]>>;
    const { message, stack, beat } = told.failure;
    throw new PageFailure(message, stack, beat);
  }
}

const pngOf = (url: string) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
