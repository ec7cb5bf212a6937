/** npm run gallery: draws the contact sheet of every component, or of those named, into assets/gallery/. */
import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileOf, indexOf, openSheets, sheetFolder } from '../tests/components/gallerySheets';
import { packFrame } from '../tests/golden-frames/goldenFrames';

const program = new Command('gallery')
  .description('Draws the contact sheet of every component after each of its verbs.')
  .argument('[pieces...]', 'by name; without names all')
  .action(draw);
await program.parseAsync();

async function draw(asked: readonly string[]) {
  const sheets = await openSheets();
  try {
    await mkdir(sheetFolder, { recursive: true });
    for (const piece of asked.length > 0 ? asked : sheets.names) {
      const { sheet } = await sheets.shoot(piece);
      const path = join(sheetFolder, fileOf(piece));
      await writeFile(path, packFrame(sheet));
      console.log(path);
    }
    await writeFile(join(sheetFolder, 'README.md'), indexOf(sheets.names));
  } finally {
    await sheets.close();
  }
}
