/**
 * Which browser draws: FORWARD_PASS_BROWSER, else the pinned headless Chromium (Linux), else an
 * installed Chrome, Chromium or Edge.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { unpackChromium, type UnpackedChromium } from './unpackChromium';

export interface ResolvedBrowser {
  readonly executable: string;
  readonly source: 'FORWARD_PASS_BROWSER' | '@sparticuz/chromium' | 'installed';
  /** Added to the environment of the browser only. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the machine offers; tests hand in their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isExecutable: (path: string) => Promise<boolean>;
  readonly unpack: () => Promise<UnpackedChromium>;
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isExecutable: (path) =>
    access(path, constants.X_OK).then(
      () => true,
      () => false,
    ),
  unpack: () => unpackChromium(),
};

/** @throws ForwardPassError that says which command installs a browser. */
export async function resolveBrowser(machine = thisMachine): Promise<ResolvedBrowser> {
  const named = machine.env['FORWARD_PASS_BROWSER'];
  if (named) {
    if (await machine.isExecutable(named)) {
      return { executable: named, source: 'FORWARD_PASS_BROWSER', env: {} };
    }
    throw new ForwardPassError({
      what: 'FORWARD_PASS_BROWSER',
      expected: 'the path of an executable Chrome, Chromium or Edge',
      got: named,
      hint: 'unset FORWARD_PASS_BROWSER to use the bundled or an installed browser',
    });
  }
  let reason = `none is bundled for ${machine.platform}`;
  if (machine.platform === 'linux') {
    try {
      return bundled(await machine.unpack());
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  for (const path of installed(machine)) {
    if (await machine.isExecutable(path)) {
      return { executable: path, source: 'installed', env: {} };
    }
  }
  throw new ForwardPassError({
    what: 'no browser to draw with',
    expected: 'the bundled headless Chromium, or an installed Chrome, Chromium or Edge',
    got: reason,
    hint: `run \`${installCommand(machine.platform)}\`, or set FORWARD_PASS_BROWSER=/path/to/chrome`,
  });
}

const bundled = (unpacked: UnpackedChromium): ResolvedBrowser => ({
  executable: unpacked.executable,
  source: '@sparticuz/chromium',
  env: { LD_LIBRARY_PATH: unpacked.libraries, FONTCONFIG_FILE: unpacked.fontConfig },
});

/** The version as the browser itself prints it. @throws ForwardPassError when it does not start. */
export async function browserVersion({ executable, env }: ResolvedBrowser): Promise<string> {
  if (process.platform === 'win32') return 'version unknown'; // chrome.exe opens a window instead
  const options = { env: { ...process.env, ...env }, timeout: 30_000 };
  const { stdout } = await promisify(execFile)(
    executable,
    ['--version', '--no-sandbox'],
    options,
  ).catch((error: Error) => {
    throw doesNotStart(executable, error);
  });
  return stdout.trim();
}

/** The lines of a failed start that say why. */
export function doesNotStart(executable: string, error: Error): ForwardPassError {
  const lines = error.message
    .split('\n')
    .filter((line) => /error while|lib\w+\.so|fatal/i.test(line));
  return new ForwardPassError({
    what: `the browser ${executable} does not start`,
    expected: 'a headless Chromium that opens a page',
    got:
      [...new Set(lines)].slice(0, 4).join(' | ') || (error.message.split('\n')[0] ?? 'no message'),
    hint: 'npm run doctor checks the browser; FORWARD_PASS_BROWSER=/path/to/chrome uses another',
  });
}

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

function installed({ platform, env }: Machine): string[] {
  if (platform === 'darwin') {
    const folders = ['/Applications', `${env['HOME'] ?? ''}/Applications`];
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return folders.flatMap((f) => apps.map((app) => `${f}/${app}.app/Contents/MacOS/${app}`));
  }
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    const apps = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return folders.filter(Boolean).flatMap((f) => apps.map((app) => `${f}\\${app}`));
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...names, 'microsoft-edge'].flatMap((name) => folders.map((f) => join(f, name)));
}

function installCommand(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'brew install --cask google-chrome';
  if (platform === 'win32') return 'winget install Google.Chrome';
  return 'npm ci` (it brings Chromium) or `sudo apt-get install chromium';
}
