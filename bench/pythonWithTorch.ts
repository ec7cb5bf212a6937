/** A Python that has PyTorch: what $FORWARD_PASS_PYTHON names, or python3, or /usr/bin/python3. */
import { spawnSync } from 'node:child_process';

export function pythonWithTorch(): string | undefined {
  const named = process.env['FORWARD_PASS_PYTHON'];
  const candidates = named === undefined ? ['python3', '/usr/bin/python3'] : [named];
  return candidates.find((p) => spawnSync(p, ['-c', 'import numpy, torch']).status === 0);
}
