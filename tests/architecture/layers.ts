/** Who may import whom, as data. ARCHITECTURE.md says why. */
import { dirname, join, normalize } from 'node:path/posix';
import type { Import } from './importsOf';

export interface Layer {
  readonly name: string;
  /** Paths below the project's root that belong to it. */
  readonly files: RegExp;
  /** What its files may import besides their own layer. */
  readonly may: readonly RegExp[];
  /** What they may import as types only. */
  readonly mayAsType?: readonly RegExp[];
  /** Modules of which they may use these names. */
  readonly mayByName?: Readonly<Record<string, readonly string[]>>;
  readonly packages: readonly RegExp[];
  /** What its files may import, in words. */
  readonly uses: string;
  /** Files of its own layer are another film's. */
  readonly ownFolderOnly?: boolean;
}

const motionCanvas = /^@motion-canvas\//;
const anything = /./;

/** What others may use of a room of components; its parts are its own. */
const figures = /^src\/components\/[^/]+\/[^/]+$/;

/** Every layer may fail, and say so in the same words. */
const errors = /^src\/engine\/errors\//;

export const layers: readonly Layer[] = [
  { name: 'engine', uses: 'only the engine', files: /^src\/engine\//, may: [], packages: [] },
  {
    // Node's side of the engine: model folders, downloads, threads, training runs. Only the server, scripts/ and tests import it.
    name: 'host',
    uses: 'src/engine and packages but Motion Canvas',
    files: /^src\/host\//,
    may: [/^src\/engine\//],
    packages: [/^(?!@motion-canvas\/)/],
  },
  {
    name: 'server',
    uses: 'src/engine, src/host and packages but Motion Canvas',
    files: /^src\/server\//,
    may: [/^src\/(engine|host)\//],
    packages: [/^(?!@motion-canvas\/)/],
  },
  {
    name: 'lessons',
    uses: 'src/engine, zod',
    files: /^src\/lessons\//,
    may: [/^src\/engine\//],
    packages: [/^zod$/, /^js-tiktoken\/ranks\//, /^node:fs\/promises$/], // Node's, to read assets
  },
  {
    name: 'theme',
    uses: 'only the theme, fonts and stylesheets of @fontsource and katex',
    files: /^src\/theme\//,
    may: [],
    packages: [/^@fontsource\/.*\.(css|woff2)$/, /^katex\/.*\.(css|woff2)$/],
  },
  {
    name: 'components',
    uses: 'src/theme, types of src/lessons/facts, Motion Canvas, katex, d3-scale',
    files: /^src\/components\//,
    may: [/^src\/theme\//],
    mayAsType: [/^src\/lessons\/facts$/],
    packages: [motionCanvas, /^katex(\/|$)/, /^d3-scale$/],
  },
  {
    name: 'gallery', // every component with its verbs, as scenes
    uses: 'src/theme, figures at the top of a room of src/components, types of src/lessons/facts, Motion Canvas',
    files: /^src\/gallery\//,
    may: [/^src\/theme\//, figures],
    mayAsType: [/^src\/lessons\/facts$/],
    packages: [motionCanvas],
  },
  {
    name: 'film',
    uses: 'src/lessons, src/theme, figures at the top of a room of src/components, Motion Canvas',
    files: /^src\/film\//,
    may: [/^src\/(lessons|theme)\//, figures],
    packages: [motionCanvas],
  },
  {
    name: 'render', // plain data that page and host share
    uses: 'types of src/film, src/lessons and src/theme',
    files: /^src\/render\/[^/]+$/,
    may: [],
    mayAsType: [/^src\/(film|lessons|theme)\//],
    packages: [],
  },
  {
    name: 'render/page',
    uses: 'src/film, src/theme, figures at the top of a room of src/components, src/render, types of src/lessons, Motion Canvas',
    files: /^src\/render\/page\//,
    may: [/^src\/(film|theme)\//, figures, /^src\/render\/[^/]+$/],
    mayAsType: [/^src\/lessons\//],
    packages: [motionCanvas],
  },
  {
    name: 'render/host',
    uses: 'src/engine, src/lessons, src/theme, src/film, src/render, scenes/catalog, packages but Motion Canvas',
    files: /^src\/render\/host\//,
    may: [/^src\/(engine|lessons|theme|film|render)\//, /^scenes\/catalog$/],
    packages: [/^(?!@motion-canvas\/)/],
  },
  {
    name: 'editor',
    uses: 'src/lessons, src/theme, src/film, src/render, src/gallery, figures at the top of a room of src/components, scenes/catalog, any package',
    files: /^src\/editor\//,
    may: [/^src\/(lessons|theme|film|render|gallery)\//, figures, /^scenes\/catalog$/],
    packages: [anything],
  },
  { name: 'catalog', uses: 'nothing', files: /^scenes\/catalog$/, may: [], packages: [] },
  {
    name: 'script',
    uses: 'its lesson, src/film/script, and src/film/show for what stands in a sentence: show, showEntry, percent, percentEntry, token; types of src/lessons',
    files: /^scenes\/[^/]+\/script$/,
    may: [/^src\/film\/(script|show)$/, /^scenes\/[^/]+\/lesson$/],
    mayAsType: [/^src\/(lessons|film)\//, /^scenes\//],
    packages: [],
    ownFolderOnly: true,
  },
  {
    name: 'reading', // a film's facts as its sentences and pictures use them: no numbers made, nothing drawn
    uses: 'types of src/engine and src/lessons, and its film',
    files: /^$/,
    may: [],
    mayAsType: [/^src\/(engine|lessons)\//, /^scenes\//],
    packages: [],
    ownFolderOnly: true,
  },
  {
    name: 'lesson', // and its parts
    uses: 'src/engine, src/lessons, zod, and its film but script and scene; what it computes it hands on as facts',
    files: /^scenes\/[^/]+\/lesson$/,
    may: [/^src\/(engine|lessons)\//],
    packages: [/^zod$/],
    ownFolderOnly: true,
  },
  {
    name: 'scene', // and its parts
    uses: 'its lesson and script, src/film, figures at the top of a room of src/components, pace, layout, type and formatNumber of src/theme, Motion Canvas, and at, entry and slice of src/lessons/facts; a number or list of its own is a fact of the lesson',
    files: /^scenes\/.*\.tsx$/,
    may: [
      /^src\/film\//,
      figures,
      /^src\/theme\/(pace|layout|type|formatNumber)$/,
      /^scenes\/[^/]+\/(lesson|script)$/,
    ],
    mayAsType: [/^src\/(theme|lessons)\//, /^scenes\//],
    mayByName: { 'src/lessons/facts': ['at', 'entry', 'slice'] }, // it reads facts and makes none
    packages: [motionCanvas],
    ownFolderOnly: true,
  },
];

const picture = /(^@motion-canvas\/|\/src\/(components|film|theme)\/)/;

export interface SourceFile {
  readonly path: string;
  readonly imports: readonly Import[];
}

/** Every arrow of these files that must not be. */
export function offences(files: readonly SourceFile[]): readonly string[] {
  const sources = new Map(files.map((file) => [moduleOf(file.path), file]));
  return files.flatMap((file) => {
    const { path, imports } = file;
    const layer = layerOf(file, sources);
    if (!layer) return [`${path} is in no layer of tests/architecture/layers.ts`];
    return imports.flatMap((imported) => {
      const rule = brokenRule(layer, path, imported, sources);
      return rule
        ? [
            `${path}:${imported.line}  ${layer.name} → ${imported.from}: ${rule}; it uses: ${layer.uses}`,
          ]
        : [];
    });
  });
}

type Sources = ReadonlyMap<string, SourceFile>;

/**
 * The layer of a file. A film's other files belong to its scene when they draw, to its lesson when
 * they or what they run compute, and to both when they only read.
 */
function layerOf({ path, imports }: SourceFile, sources: Sources): Layer | undefined {
  const named = layers.find((l) => l.files.test(path) || l.files.test(moduleOf(path)));
  if (named || !path.startsWith('scenes/')) return named;
  const draws = imports.some((imported) => picture.test(imported.from));
  const computes = imports.some(({ from, typeOnly }) => {
    if (typeOnly) return false;
    const source = sources.get(targetOf(path, from));
    return !source?.path.startsWith('scenes/') || layerOf(source, sources)?.name !== 'reading';
  });
  const name = draws ? 'scene' : computes ? 'lesson' : 'reading';
  return layers.find((l) => l.name === name);
}

function brokenRule(layer: Layer, path: string, imported: Import, sources: Sources): string | null {
  if (!imported.from.startsWith('.')) {
    const free = layer.packages.some((p) => p.test(imported.from));
    return free ? null : 'it may not use this package';
  }
  const target = targetOf(path, imported.from);
  if (layer.ownFolderOnly && target.startsWith('scenes/') && filmOf(target) !== filmOf(path)) {
    return 'a film knows no other film';
  }
  const source = sources.get(target) ?? { path: target, imports: [] };
  const into = layerOf(source, sources)?.name;
  if (into === layer.name || errors.test(target)) return null;
  if (into === 'reading' && layer.ownFolderOnly) return null;
  if (layer.may.some((m) => m.test(target))) return null;
  const names = layer.mayByName?.[target];
  if (names && imported.names.length > 0) {
    const others = imported.names.filter((name) => !names.includes(name));
    return others.length > 0 ? `of its values only ${names.join(', ')} may be imported` : null;
  }
  if (!layer.mayAsType?.some((m) => m.test(target))) return 'not one of its layers';
  return imported.typeOnly ? null : 'only its types may be imported';
}

/** Circles of files that need each other to run, as `a → b → a`; empty when every file has an order. */
export function circles(files: readonly SourceFile[]): readonly string[] {
  const sources = new Map(files.map((file) => [moduleOf(file.path), file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (module: string, trail: readonly string[]) => {
    const start = trail.indexOf(module);
    if (start >= 0) found.push([...trail.slice(start), module].join(' → '));
    if (start >= 0 || done.has(module)) return;
    for (const { from, typeOnly } of sources.get(module)?.imports ?? []) {
      if (from.startsWith('.') && !typeOnly) visit(targetOf(module, from), [...trail, module]);
    }
    done.add(module);
  };
  for (const module of sources.keys()) visit(module, []);
  return found;
}

const targetOf = (path: string, from: string) => moduleOf(normalize(join(dirname(path), from)));

const filmOf = (path: string) => path.split('/')[1];

/** `src/theme/pace.ts` → `src/theme/pace`. */
const moduleOf = (path: string) => path.replace(/\.(ts|tsx|js)$/, '');
