/** A file that must be one JSON object. What it is instead, the hint says: other files are often found under its name. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { foreignText } from './foreignText';

/** @param what what is being read, for the error. */
export function parseObject(text: string, what: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw notAnObject(what, (error as Error).message.slice(0, 120), text);
  }
  if (nests(parsed, 100)) throw notAnObject(what, 'lists in lists, more than 100 levels', text);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>;
  }
  throw notAnObject(what, text.slice(0, 60), text);
}

/** Whether it has more levels than these: what checks and shows values goes through them by recursion. */
function nests(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nests(inner, levels - 1));
}

function notAnObject(what: string, got: string, text: string): ForwardPassError {
  const hint = foreignText(text) ?? 'the file is damaged or another: fetch or write it again';
  return new ForwardPassError({ what, expected: 'a JSON object', got, hint });
}
