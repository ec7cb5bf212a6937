// checkKeys: looks through a safetensors header before JSON.parse sees it, which would silently keep the last of two equal
// keys. What nests too deep, or has too many keys, checkStructure has refused.
import { safetensorsError } from './safetensorsError';

export function checkKeys(json: string): void {
  const open: Set<string>[] = []; // the keys met so far, per object that is open; an array's stays empty
  let [start, end] = [0, 0]; // of the last string, its quotes included
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        open.push(new Set());
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        break;
      case 0x22: // "
        start = at;
        at = endOfString(json, at);
        end = at + 1;
        break;
      case 0x3a: {
        // :
        const key = JSON.parse(json.slice(start, end)) as string; // prettier-ignore
        const keys = open.at(-1);
        if (keys?.has(key)) {
          throw safetensorsError('its header', 'every key once', `${key.slice(0, 200)} twice`);
        }
        keys?.add(key);
      }
    }
  }
}

function endOfString(json: string, start: number): number {
  for (let at = start; ;) {
    at = json.indexOf('"', at + 1);
    if (at < 0) return json.length;
    let before = at;
    while (json.charCodeAt(before - 1) === 0x5c) before--; // \
    if ((at - before) % 2 === 0) return at;
  }
}
