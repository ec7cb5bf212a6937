/** What a render needs, tried out on this machine. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, openPage } from './browser';
import { bundleEntry, root } from './bundle';
import { browserVersion, resolveBrowser } from './resolveBrowser';
import { resolveFfmpeg } from './resolveFfmpeg';

export interface Examined {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export async function examine(): Promise<readonly Examined[]> {
  return [
    await tried('Node', node),
    await tried('browser', browser),
    await tried('ffmpeg', ffmpeg),
    await tried('fonts', fonts),
  ];
}

async function tried(name: string, look: () => Promise<string>): Promise<Examined> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function node(): Promise<string> {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const [wanted = [], found] = [engines.node, process.versions.node].map((v) =>
    v
      .replace(/[^\d.]/g, '')
      .split('.')
      .map(Number),
  );
  const [major = 0, minor = 0] = wanted;
  const [m = 0, n = 0] = found ?? [];
  if (m > major || (m === major && n >= minor)) return process.versions.node;
  throw new Error(`${process.versions.node}, but ${engines.node} is needed: https://nodejs.org`);
}

async function browser(): Promise<string> {
  const resolved = await resolveBrowser();
  const version = await browserVersion(resolved);
  await (await launch()).close();
  return `${version}, from ${resolved.source}\n${resolved.executable}`;
}

async function ffmpeg(): Promise<string> {
  const { version, source, executable } = await resolveFfmpeg();
  return `${version} with libx264, from ${source}\n${executable}`;
}

/** Loads every face in the browser, as a film does before its first frame. */
async function fonts(): Promise<string> {
  const bundle = await bundleEntry(`
    import { loadFonts } from './src/theme/fonts.ts';
    window.forwardPass = { fonts: async () => {
      await loadFonts('Forward Pass 0123456789 前向传播');
      return [...new Set([...document.fonts].map((f) => f.family.replace(/"/g, '')))];
    } };`);
  const opened = await launch();
  try {
    const page = await openPage(opened, bundle);
    const families = await page.evaluate(() =>
      (window.forwardPass as unknown as { fonts(): Promise<string[]> }).fonts(),
    );
    const math = families.filter((f) => f.startsWith('KaTeX'));
    return `${families.filter((f) => !f.startsWith('KaTeX')).join(', ')}, ${math.length} of KaTeX`;
  } finally {
    await opened.close();
  }
}
