/**
 * The live editor as Vite plugins: one page per film, found from the folders in `scenes/`.
 *
 *   /          all films in teaching order, each with its picture; ?language=zh
 *   /gallery   every component with its verbs
 *   /<film>    Motion Canvas' editor on that film; ?language=zh&theme=light&captions=off&<parameter>=…
 */
import type motionCanvas from '@motion-canvas/vite-plugin';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { normalizePath, type Plugin, type PluginOption, type ViteDevServer } from 'vite';
import { editorHtml } from './editorHtml';
import { ensureMeta } from './ensureMeta';
import { filmFolders } from './filmFolders';
import { offlineEditor } from './offlineEditor';

interface StockPackage {
  readonly default: typeof motionCanvas;
}

const index = 'forward-pass:index';
const gallery = 'forward-pass:gallery';
const film = 'forward-pass:film/';
/** The leading zero keeps other plugins away; this is its spelling in a URL. */
const urlOf = (id: string) => `/@id/__x00__${id}`;

/** Pages that are no film's. */
const ownPages: Readonly<Record<string, string>> = { '': index, gallery };

export function filmEditor(): PluginOption[] {
  return [filmPages(), offlineEditor(), stockEditor()];
}

function filmPages(): Plugin {
  let root = '';
  const sceneOf = (id: string) => normalizePath(join('/scenes', id, `${id}.tsx`));

  return {
    name: 'forward-pass:films',
    config: (config) => settings(config.root ?? process.cwd()),
    configResolved(config) {
      root = config.root;
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const name = decodeURIComponent(pathname.slice(1));
        const own = ownPages[name];
        if (!own && !(await filmFolders(root)).includes(name)) return next();
        const source = urlOf(own ?? film + name);
        response.setHeader('Content-Type', 'text/html');
        response.end(await server.transformIndexHtml(pathname, editorHtml(name, source)));
      });
      watchFolders(server);
    },
    resolveId: (id) => (id.startsWith('forward-pass:') ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${index}`) {
        const films = await filmFolders(root);
        await Promise.all(films.map((name) => ensureMeta(root, name)));
        return indexModule(films);
      }
      if (id === `\0${gallery}`) return galleryModule;
      if (!id.startsWith(`\0${film}`)) return undefined;
      const name = id.slice(film.length + 1);
      await ensureMeta(root, name);
      return filmModule(name, sceneOf(name));
    },
  };
}

/** Accepts itself: it reaches every script, and their changes must not reload the page of a film. */
const indexModule = (films: readonly string[]) => `
import {showIndex} from '/src/editor/page/showIndex.ts';
showIndex([
${films.map(listed).join('\n')}
]);
import.meta.hot.accept();`;

const listed = (film: string) => `  {
    name: ${JSON.stringify(film)},
    script: () => import('/scenes/${film}/script.ts'),
    scene: () => import('/scenes/${film}/${film}.tsx?scene'),
  },`;

const galleryModule = `
import {openGallery} from '/src/editor/page/openGallery.ts';
await openGallery();`;

const filmModule = (name: string, scene: string) => `
import {openFilm} from '/src/editor/page/openFilm.ts';
await openFilm(${JSON.stringify(name)}, () => import('${scene}?scene'));`;

/** A film folder that comes or goes shows in the index at once. */
function watchFolders(server: ViteDevServer) {
  const scene = /[/\\]scenes[/\\]([^/\\]+)[/\\]\1\.tsx$/;
  const changed = (file: string) => {
    if (!scene.test(file)) return;
    const module = server.moduleGraph.getModuleById(`\0${index}`);
    if (module) void server.reloadModule(module);
  };
  server.watcher.on('add', changed).on('unlink', changed);
}

/** Known dependencies are prepared at once: one found later would reload the page. */
const settings = (root: string) => ({
  appType: 'custom' as const,
  server: {
    fs: { allow: [root, packages] },
    watch: {
      ignored: ['.cache', 'output', 'tests'].map((d) => `${join(root, d)}${sep}**`),
      // A save empties the file before it fills it: read between the two, the film would lack a module.
      awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 },
    },
  },
  optimizeDeps: {
    entries: ['scenes/*/*.tsx', 'src/editor/page/*.ts', 'src/editor/page/*.tsx'],
    include: [
      '@motion-canvas/core',
      '@motion-canvas/2d',
      '@motion-canvas/2d/lib/jsx-runtime',
      '@motion-canvas/2d/lib/jsx-dev-runtime',
      '@motion-canvas/2d/editor',
      '@motion-canvas/ui',
    ],
  },
});

const locate = createRequire(import.meta.url);
const packages = join(locate.resolve('@motion-canvas/ui/package.json'), '../../..');

/**
 * Motion Canvas' own plugins, without projects: they serve scenes and metas. They load
 * Vite's CommonJS build, which warns unless told not to.
 */
function stockEditor(): PluginOption[] {
  process.env['VITE_CJS_IGNORE_WARNING'] = 'true';
  const { default: motionCanvas } = locate('@motion-canvas/vite-plugin') as StockPackage;
  return motionCanvas({ project: [], output: '.cache/editor' });
}
