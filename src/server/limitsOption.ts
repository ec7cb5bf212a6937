/** `--limit rate=600`: any of the server's limits by its name. */
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import { nearestName } from '../engine/errors/nearestName';
import { numberOption } from '../host/options/numberOption';
import { defaultLimits, type Limits } from './limits';

export function limitsOption(given: readonly string[]): Limits {
  const limits: Record<keyof Limits, number> = { ...defaultLimits };
  for (const text of given) {
    const [name = '', value = ''] = text.split('=');
    if (!Object.hasOwn(limits, name)) throw unknown(name);
    const least = name === 'rate' ? 0 : 1;
    limits[name as keyof Limits] = numberOption(`--limit ${name}`, value, {
      ...{ min: least, max: Number.MAX_SAFE_INTEGER, whole: true },
    });
  }
  return limits;
}

function unknown(name: string): ForwardPassError {
  const names = Object.keys(defaultLimits);
  const meant = nearestName(name, names);
  return new ForwardPassError({
    what: 'option --limit',
    expected: `NAME=NUMBER with one of ${names.join(', ')}`,
    got: name,
    ...(meant !== undefined && { hint: `did you mean ${meant}?` }),
  });
}
