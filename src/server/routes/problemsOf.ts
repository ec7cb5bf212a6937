/** The problems that a route may answer with, for its documentation; every route may be asked wrongly and too often. */
import { problemSchema } from '../schemas/answers';

export function problemsOf<Status extends number>(...statuses: readonly Status[]) {
  const documented = statuses.map((status) => [status, problemSchema] as const);
  return Object.fromEntries(documented) as Record<Status, typeof problemSchema>;
}
