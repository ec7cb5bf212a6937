/**
 * Keeps the editor on this machine. Its style sheet downloads two faces that have the names of
 * bundled ones, so that a preview would not be set as the film is; and it asks npm for its latest
 * version, which without a network is an uncaught error in every film.
 */
import { readFile } from 'node:fs/promises';
import { normalizePath, type Plugin, type UserConfig } from 'vite';

const styleSheet = /@motion-canvas\/ui\/dist\/style\.css/;
const program = /@motion-canvas[/\\]ui[/\\]dist[/\\]main\.js$/;
const latestVersion = 'https://registry.npmjs.org/@motion-canvas/core/latest';
const noNewer = 'data:application/json,{%22version%22:%220.0.0%22}';

export const offlineEditor = (): Plugin => ({
  name: 'forward-pass:offline-editor',
  enforce: 'pre',
  transform: (code, id) =>
    styleSheet.test(normalizePath(id)) ? code.replace(/@import\s*"https:[^"]*";/g, '') : undefined,
  config: () => ({ optimizeDeps: { esbuildOptions: { plugins: [withoutVersionCheck] } } }),
});

type Optimizer = NonNullable<
  NonNullable<NonNullable<UserConfig['optimizeDeps']>['esbuildOptions']>['plugins']
>[number];

const withoutVersionCheck: Optimizer = {
  name: 'forward-pass:no-version-check',
  setup: (build) => {
    build.onLoad({ filter: program }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      return { contents: contents.replace(latestVersion, noNewer), loader: 'js' };
    });
  },
};
