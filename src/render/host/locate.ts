/** A stack from the page or from Node → the line of a scene, lesson or component that is to blame. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, type Bundle } from './bundle';

export interface Place {
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
}

/** The innermost frame inside `scenes`, else inside the project, else none. */
export function locate(stack: string, scenes: string, bundle?: Bundle): Place | null {
  const places = framesOf(stack)
    .map((frame) => original(frame, bundle))
    .filter((p): p is Place => p !== null && !p.file.includes('node_modules'));
  const inScenes = places.find((p) => !relative(scenes, p.file).startsWith('..'));
  const found = inScenes ?? places.find((p) => !relative(root, p.file).startsWith('..'));
  return found ? { ...found, file: relative(root, found.file) } : null;
}

interface Frame {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

const framesOf = (stack: string): Frame[] =>
  [...stack.matchAll(/((?:https?:\/\/|file:\/\/|\/|[A-Z]:\\)[^\s()]*?):(\d+):(\d+)/g)].map((m) => ({
    url: m[1] ?? '',
    line: Number(m[2]),
    column: Number(m[3]),
  }));

function original({ url, line, column }: Frame, bundle?: Bundle): Place | null {
  if (!url.startsWith('http')) {
    return { file: url.startsWith('file:') ? fileURLToPath(url) : url, line };
  }
  const map = bundle?.get('page.js.map');
  if (!map) return null;
  const traced = originalPositionFor(traceOf(map), { line, column: column - 1 });
  return traced.source === null ? null : { file: resolve(root, traced.source), line: traced.line };
}

const traces = new WeakMap<Uint8Array, TraceMap>();

function traceOf(map: Uint8Array): TraceMap {
  const known = traces.get(map);
  if (known) return known;
  const trace = new TraceMap(Buffer.from(map).toString('utf8'));
  traces.set(map, trace);
  return trace;
}
