/** The pinned headless Chromium and one page that serves a bundle from memory. */
import bundled from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Bundle } from './bundle';
import type {} from '../page/page';

const flags = [
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

export async function launch(): Promise<Browser> {
  const executablePath = await bundled.executablePath();
  return chromium.launch({ executablePath, args: [...bundled.args, ...flags], headless: true });
}

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
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === '') return route.fulfill({ contentType: 'text/html', body: html });
    const content = bundle.get(path);
    if (!content) return route.fulfill({ status: 404, body: '' });
    const contentType = types[path.split('.').pop() ?? ''] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: Buffer.from(content) });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'forwardPass' in window);
  return page;
}

const html = `<!doctype html><meta charset="utf-8"><title>Forward Pass</title>
<link rel="stylesheet" href="page.css"><script type="module" src="page.js"></script>`;
