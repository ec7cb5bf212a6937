/**
 * npm run golden:torch [-- names…]   runs the Python programs below tests/golden/ that write what PyTorch and other
 *                                    references compute; given names, only those whose path contains one
 *
 * FORWARD_PASS_PYTHON names a Python that has torch, and regex for the tokenizers (Debian: python3-torch, python3-regex).
 */
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../src/render/host/bundle';

const python = process.env['FORWARD_PASS_PYTHON'] ?? '/usr/bin/python3';
const shared = /(^|[/\\])golden\.py$/; // imported by the others
const names = process.argv.slice(2);

const files = await readdir(join(root, 'tests/golden'), { recursive: true });
const programs = files
  .filter((file) => file.endsWith('.py') && !shared.test(file))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .sort();

const failed = programs.filter((program) => {
  console.log(program);
  const { status, error } = spawnSync(python, ['-B', join(root, 'tests/golden', program)], {
    stdio: 'inherit',
  });
  if (error) console.error(`${python}: ${error.message}`);
  return status !== 0;
});

console.log(`${programs.length - failed.length} of ${programs.length} programs ran`);
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 && programs.length > 0 ? 0 : 1;
