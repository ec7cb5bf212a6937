/** The line of a film that an error names. What runs in the page was compiled from it: its source map leads back. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** `scenes/rope/rope.tsx:12`, or nothing where no film is in the stack. */
export async function scenePlace(stack: string): Promise<string | null> {
  const frame = /(https?:\/\/\S*?\/(scenes\/[^\s?:]+)[^\s:]*):(\d+):(\d+)/.exec(stack);
  if (!frame) return null;
  const [, url = '', file = '', line = '', column = ''] = frame;
  const text = await (await fetch(url)).text();
  const map = /sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(text)?.[1];
  if (map === undefined) return null;
  const place = originalPositionFor(new TraceMap(atob(map)), {
    line: Number(line),
    column: Number(column) - 1,
  });
  return place.line === null ? null : `${file}:${place.line}`;
}
