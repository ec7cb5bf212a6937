/** A headless browser and pages that serve a bundle from memory. */
import { chromium, type Browser, type Page } from 'playwright-core';
import type {} from '../page/page';
import type { Bundle } from './bundle';
import { doesNotStart, resolveBrowser } from './resolveBrowser';

const flags = [
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-gpu', // the same pixels with and without a graphics card
  '--no-zygote', // the pinned build has no sandbox helper
];

/** Starts the browser that `resolveBrowser` finds. It ends with this process, however that ends. */
export async function launch(): Promise<Browser> {
  const { executable, env } = await resolveBrowser();
  try {
    return await chromium.launch({
      executablePath: executable,
      args: flags,
      headless: true,
      env: { ...definedOf(process.env), ...env },
      handleSIGINT: false,
    });
  } catch (error) {
    throw doesNotStart(executable, error as Error);
  }
}

const definedOf = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter((e): e is [string, string] => e[1] !== undefined));

const origin = 'http://forward-pass.localhost';
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  map: 'application/json',
};

/** Opens a page with the bundle loaded; nothing outside the bundle is reachable. */
export async function openPage(browser: Browser, bundle: Bundle): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  const failure = new Promise<never>((_, reject) => page.once('pageerror', reject));
  failure.catch(() => undefined);
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === '') return route.fulfill({ contentType: 'text/html', body: html });
    const content = bundle.get(path);
    if (!content) return route.fulfill({ status: 404, body: '' });
    const contentType = types[path.split('.').pop() ?? ''] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: Buffer.from(content) });
  });
  await page.goto(`${origin}/`);
  await Promise.race([failure, page.waitForFunction(() => 'forwardPass' in window)]);
  return page;
}

const html = `<!doctype html><meta charset="utf-8"><title>Forward Pass</title>
<link rel="stylesheet" href="page.css"><script type="module" src="page.js"></script>`;
