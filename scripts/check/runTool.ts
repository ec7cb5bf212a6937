/** Runs a tool of node_modules/ and hands back the lines that it prints, and whether it was content. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../src/render/host/bundle';

export interface ToolAnswer {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export const runTool = (tool: string, args: readonly string[]): Promise<ToolAnswer> =>
  new Promise((resolve) => {
    const path = join(root, 'node_modules', tool);
    execFile(process.execPath, [path, ...args], { cwd: root }, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '');
      resolve({ ok: error === null, lines });
    });
  });
