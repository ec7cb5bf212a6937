/** A name that no step of a session has. */
import { problem, type Problem } from './Problem';

export function unknownTensor(name: string): Problem {
  return problem('unknown-tensor', {
    what: `tensor ${JSON.stringify(name.slice(0, 100))}`,
    expected: 'a name that GET /api/tensors/{session_id} lists',
    got: 'no such name in this session',
  });
}
