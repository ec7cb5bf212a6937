/** `npm run model -- fetch` against a server of our own that holds a tiny folder. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../render/renderCommand';
import { writeGoldenFolder } from './goldenFolders';

let place: string;
let server: Server;
let source: string;
let environment: Record<string, string>;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'forward-pass-fetch-'));
  source = await writeGoldenFolder(place, 'gpt2');
  server = createServer((request, response) => {
    readFile(join(source, basename(request.url ?? ''))).then(
      (content) => {
        response.writeHead(200, { etag: '"1"', 'content-length': content.length });
        response.end(request.method === 'HEAD' ? undefined : content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  environment = { HF_ENDPOINT: endpoint, FORWARD_PASS_CACHE: join(place, 'cache') };
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await rm(place, { recursive: true });
});

it('fetches a folder, tells where it is, and finds it by its name', async () => {
  const { code, stdout, stderr } = await run('model', ['fetch', 'some/model'], environment);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const folder = stdout.trim();
  expect(folder).toBe(join(place, 'cache', 'models', 'some--model'));
  expect((await readdir(folder)).sort()).toEqual(['config.json', 'model.safetensors']);
  const shown = await run('model', ['show', 'some/model'], environment);
  expect(shown.stdout).toMatch(/^gpt2, 1,936 parameters\n/);
});

it('fetches the parts of a large model', async () => {
  const part = 'model-00001-of-00001.safetensors';
  await writeFile(join(source, part), await readFile(join(source, 'model.safetensors')));
  await rm(join(source, 'model.safetensors'));
  const index = { weight_map: { 'wte.weight': part } };
  await writeFile(join(source, 'model.safetensors.index.json'), JSON.stringify(index));
  const { code, stdout } = await run('model', ['fetch', 'large'], environment);
  expect(code).toBe(0);
  expect(await readdir(stdout.trim())).toContain(part);
});

it('refuses weights of GPT-2 that are not the published ones, and names that are paths', async () => {
  const ended = await run('model', ['fetch', 'gpt2'], environment);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/expected {2}SHA-256 248dfc39/);
  const path = await run('model', ['fetch', '../gpt2'], environment);
  expect(path.code).toBe(1);
  expect(path.stderr).toMatch(/owner\/name/);
});
