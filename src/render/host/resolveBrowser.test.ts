import { expect, test } from 'vitest';
import { resolveBrowser, type Machine } from './resolveBrowser';

const unpacked = {
  executable: '/c/chromium',
  version: '1',
  libraries: '/c/lib',
  fontConfig: '/c/f',
};
const machine = (given: Partial<Machine> & { has?: readonly string[] } = {}): Machine => ({
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin' },
  isExecutable: (path) => Promise.resolve((given.has ?? []).includes(path)),
  unpack: () => Promise.resolve(unpacked),
  ...given,
});
const noPackage = () => Promise.reject(new Error('Cannot find @sparticuz/chromium'));

test('FORWARD_PASS_BROWSER comes first', async () => {
  const env = { FORWARD_PASS_BROWSER: '/my/chrome', PATH: '/usr/bin' };
  const found = await resolveBrowser(machine({ env, has: ['/my/chrome', '/usr/bin/chromium'] }));
  expect(found).toEqual({ executable: '/my/chrome', source: 'FORWARD_PASS_BROWSER', env: {} });
});

test('a FORWARD_PASS_BROWSER that is not there is an error, never replaced by another', async () => {
  const env = { FORWARD_PASS_BROWSER: '/my/chrome', PATH: '/usr/bin' };
  await expect(resolveBrowser(machine({ env, has: ['/usr/bin/chromium'] }))).rejects.toMatchObject({
    what: 'FORWARD_PASS_BROWSER',
    got: '/my/chrome',
  });
});

test('then the bundled one, with its own libraries and fonts', async () => {
  expect(await resolveBrowser(machine({ has: ['/usr/bin/google-chrome'] }))).toEqual({
    executable: '/c/chromium',
    source: '@sparticuz/chromium',
    env: { LD_LIBRARY_PATH: '/c/lib', FONTCONFIG_FILE: '/c/f' },
  });
});

test('then an installed one', async () => {
  const has = ['/usr/bin/chromium'];
  expect(await resolveBrowser(machine({ unpack: noPackage, has }))).toMatchObject({
    executable: '/usr/bin/chromium',
    source: 'installed',
  });
});

test.each([
  ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', {}],
  [
    'win32',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    { PROGRAMFILES: 'C:\\Program Files' },
  ],
] as const)('an installed one on %s; nothing is unpacked there', async (platform, path, env) => {
  const unpack = () => Promise.reject(new Error('unpacked'));
  const found = await resolveBrowser(machine({ platform, env, unpack, has: [path] }));
  expect(found.executable).toBe(path);
});

test.each([
  ['linux', 'apt-get install chromium'],
  ['darwin', 'brew install'],
  ['win32', 'winget install'],
] as const)('none at all on %s: the command that installs one', async (platform, command) => {
  const error = resolveBrowser(machine({ platform, env: {}, unpack: noPackage }));
  await expect(error).rejects.toMatchObject({ hint: expect.stringContaining(command) as string });
});
