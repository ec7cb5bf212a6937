/** Draws the sheet in both themes: `npx tsx tests/components/drawSheet.ts <folder> [scene:seconds…]`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openPage } from '../../src/render/host/browser';
import { bundleEntry } from '../../src/render/host/bundle';
import { filmDefaults } from '../../src/film/FilmVariables';

const [folder = '.', ...asked] = process.argv.slice(2);
const fps = 30;
const browser = await launch();
try {
  const page = await openPage(
    browser,
    await bundleEntry(`import * as scenes from './tests/components/sheet.tsx';
      import { serve } from './src/render/page/page.ts';
      for (const scene of Object.values(scenes)) scene.meta?.seed.set(1);
      serve(scenes);`),
  );
  page.on('console', (message) => console.log(message.text()));
  for (const request of asked) {
    const [name = '', seconds = '0', width = '1456'] = request.split(':');
    for (const theme of ['dark', 'light'] as const) {
      const settings = { fps, scale: Number(width) / 1920, variables: { ...filmDefaults, theme } };
      const plan = await page.evaluate(([id, set]) => window.forwardPass.prepare(id, set), [
        name,
        settings,
      ] as const);
      const frame = Math.min(plan.frames, Math.round(Number(seconds) * fps));
      const picture = await page.evaluate((f) => window.forwardPass.picture(f), frame);
      const bytes = Buffer.from(picture.split(',')[1] ?? '', 'base64');
      writeFileSync(join(folder, `${name}-${seconds}-${theme}.png`), bytes);
    }
  }
} finally {
  await browser.close();
}
