/** The compiler on a film's folder and all that it reaches; what is as it was at the last check, of whatever film, is not checked again. */
import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from '../../src/render/host/bundle';
import { runTool } from './runTool';

export async function checkTypes(folder: string): Promise<readonly string[]> {
  const place = join(root, '.cache', 'check');
  const name = folder.replace(/\W+/g, '-');
  const project = join(place, `${name}.tsconfig.json`);
  const up = relative(place, root);
  const settings = {
    extends: `${up}/tsconfig.json`,
    compilerOptions: { incremental: true, tsBuildInfoFile: '../films.tsbuildinfo' },
    include: [`${up}/${folder}`, `${up}/src/theme/woff2.d.ts`],
    exclude: [],
  };
  await mkdir(place, { recursive: true });
  await writeFile(project, JSON.stringify(settings, null, 2));
  await startFrom(
    join(root, '.cache', 'types.tsbuildinfo'),
    join(root, '.cache', 'films.tsbuildinfo'),
  );
  const { ok, lines } = await runTool('typescript/bin/tsc', ['-p', project, '--pretty', 'false']);
  return ok ? [] : lines;
}

/** The first film checked need not wait for what `npm run typecheck` knows already. */
const startFrom = (known: string, own: string) =>
  copyFile(known, own, constants.COPYFILE_EXCL).catch(() => undefined);
