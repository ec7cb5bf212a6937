/** ESLint's rules for scenes and lessons, and Prettier's layout. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../src/render/host/bundle';
import { runTool } from './runTool';

export async function checkLint(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const sources = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
  const [rules, layout] = await Promise.all([
    runTool('eslint/bin/eslint.js', ['--format', 'json', ...sources]),
    runTool('prettier/bin/prettier.cjs', ['--list-different', ...sources]),
  ]);
  return [
    ...(rules.ok ? [] : messagesOf(rules.lines)),
    ...(layout.ok ? [] : layout.lines.map((line) => `${line}  npx prettier --write ${line}`)),
  ];
}

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly {
    readonly line: number;
    readonly message: string;
    readonly ruleId: string | null;
  }[];
}

/** Where it could not run at all, it says so in words. */
function messagesOf(lines: readonly string[]): readonly string[] {
  const json = lines.find((line) => line.startsWith('[{'));
  if (json === undefined) return lines;
  return (JSON.parse(json) as readonly LintResult[]).flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, message, ruleId }) =>
        `${filePath.replace(root, '')}:${line}  ${message}${ruleId ? `  (${ruleId})` : ''}`,
    ),
  );
}
