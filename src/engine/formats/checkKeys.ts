// checkKeys: looks through a safetensors header before JSON.parse sees it, which would silently keep the last of two equal
// keys and build whatever nests a million times. The format has three levels: the header, a tensor, its shape.
import { safetensorsError } from './safetensorsError';

export function checkKeys(json: string): void {
  const open: Set<string>[] = []; // the keys met so far, per object that is open; an array's stays empty
  let string = '';
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '{' || character === '[') {
      if (open.length === 3) throw safetensorsError('its header', 'at most 3 levels', 'more');
      open.push(new Set());
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const start = at;
      at = endOfString(json, at);
      string = json.slice(start, at + 1);
    } else if (character === ':') {
      const key = JSON.parse(string) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) throw safetensorsError('its header', 'every key once', `${key} twice`);
      keys?.add(key);
    }
  }
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
