/** Who may import whom: design.md, "Layout and what may import what", as data. */
import { dirname, join, normalize } from 'node:path/posix';
import type { Import } from './importsOf';

interface Layer {
  readonly name: string;
  /** Paths below the project's root that belong to it. */
  readonly files: RegExp;
  /** What its files may import besides their own layer. */
  readonly may: readonly RegExp[];
  /** What they may import as types only. */
  readonly mayAsType?: readonly RegExp[];
  readonly packages: readonly RegExp[];
  /** Files of its own layer are another film's. */
  readonly ownFolderOnly?: boolean;
}

const motionCanvas = /^@motion-canvas\//;
const anything = /./;

/** Every layer may fail, and say so in the same words. */
const errors = /^src\/engine\/errors\//;

export const layers: readonly Layer[] = [
  { name: 'engine', files: /^src\/engine\//, may: [], packages: [] },
  {
    name: 'lessons',
    files: /^src\/lessons\//,
    may: [/^src\/engine\//],
    packages: [/^zod$/, /^js-tiktoken\/ranks\//],
  },
  {
    name: 'theme',
    files: /^src\/theme\//,
    may: [],
    packages: [/^@fontsource\/.*\.css$/, /^katex\/.*\.css$/],
  },
  {
    name: 'components',
    files: /^src\/components\//,
    may: [/^src\/theme\//],
    mayAsType: [/^src\/lessons\/facts$/],
    packages: [motionCanvas, /^katex(\/|$)/, /^d3-scale$/],
  },
  {
    name: 'film',
    files: /^src\/film\//,
    may: [/^src\/(lessons|components|theme)\//],
    packages: [motionCanvas],
  },
  {
    name: 'render', // plain data that page and host share
    files: /^src\/render\/[^/]+$/,
    may: [],
    mayAsType: [/^src\/(film|lessons|theme)\//],
    packages: [],
  },
  {
    name: 'render/page',
    files: /^src\/render\/page\//,
    may: [/^src\/(film|components|theme)\//, /^src\/render\/[^/]+$/],
    mayAsType: [/^src\/lessons\//],
    packages: [motionCanvas],
  },
  {
    name: 'render/host',
    files: /^src\/render\/host\//,
    may: [/^src\/(engine|lessons|theme|film|render)\//, /^scenes\/catalog$/],
    packages: [/^(?!@motion-canvas\/)/],
  },
  {
    name: 'editor',
    files: /^src\/editor\//,
    may: [/^src\/(lessons|theme|components|film|render)\//, /^scenes\/catalog$/],
    packages: [anything],
  },
  { name: 'catalog', files: /^scenes\/catalog$/, may: [], packages: [] },
  {
    name: 'script',
    files: /^scenes\/[^/]+\/script$/,
    may: [/^src\/film\/(script|show)$/, /^scenes\/[^/]+\/lesson$/],
    mayAsType: [/^src\/lessons\//],
    packages: [],
    ownFolderOnly: true,
  },
  {
    name: 'lesson',
    files: /^scenes\/([^/]+)\/(?!script$|\1$)[^./]+$/, // neither the script nor the scene
    may: [/^src\/(engine|lessons)\//],
    packages: [],
    ownFolderOnly: true,
  },
  {
    name: 'scene',
    files: /^scenes\/[^/]+\/.*\.tsx$/,
    may: [/^src\/(components|film)\//, /^src\/theme\/(pace|layout)$/, /^scenes\/[^/]+\/[^/]+$/],
    mayAsType: [/^src\/theme\//, /^src\/lessons\//],
    packages: [motionCanvas],
    ownFolderOnly: true,
  },
];

/** The arrow that must not be, or null. `path` as on disk, e.g. `scenes/rope/rope.tsx`. */
export function offence(path: string, imported: Import): string | null {
  const file = moduleOf(path);
  const layer = layers.find((l) => l.files.test(path)) ?? layers.find((l) => l.files.test(file));
  if (!layer) return `${path} is in no layer of tests/architecture/layers.ts`;
  const arrow = (rule: string) =>
    `${path}:${imported.line}  ${layer.name} → ${imported.from}: ${rule}`;

  if (!imported.from.startsWith('.')) {
    if (layer.packages.some((p) => p.test(imported.from))) return null;
    return arrow(`${layer.name} may not use this package`);
  }
  const target = moduleOf(normalize(join(dirname(path), imported.from)));
  if (layer.ownFolderOnly && target.startsWith('scenes/') && dirname(target) !== dirname(file)) {
    return arrow('a film knows no other film');
  }
  const inOwnLayer = layer.files.test(target) || errors.test(target);
  if (inOwnLayer || layer.may.some((m) => m.test(target))) return null;
  if (!layer.mayAsType?.some((m) => m.test(target))) return arrow(`not one of its layers`);
  return imported.typeOnly ? null : arrow('only its types may be imported');
}

/** `src/theme/pace.ts` → `src/theme/pace`. */
const moduleOf = (path: string) => path.replace(/\.(ts|tsx|js)$/, '');
