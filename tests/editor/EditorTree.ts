/**
 * A copy of the sources with `npm run dev` running in it, so that a test can change any file and
 * nobody else's work is touched.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../../', import.meta.url));
const copied = ['src', 'scenes', 'assets', 'package.json', 'vite.config.ts'];
const settings = ['tsconfig.json', 'tsconfig.base.json'];

export class EditorTree {
  private server: ChildProcess | null = null;

  private constructor(
    public readonly root: string,
    public readonly url: string,
  ) {}

  public static async open(extra: Readonly<Record<string, string>>): Promise<EditorTree> {
    const port = await freePort();
    const tree = new EditorTree(join(home, '.cache', `editor-${port}`), `http://localhost:${port}`);
    for (const name of [...copied, ...settings]) {
      await cp(join(home, name), join(tree.root, name), { recursive: true });
    }
    for (const [path, text] of Object.entries(extra)) await tree.write(path, text);
    await tree.start(port);
    return tree;
  }

  public async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  public read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }

  /** Every `.meta` and its bytes. */
  public async metas(): Promise<Readonly<Record<string, string>>> {
    const files = await readdir(join(this.root, 'scenes'), { recursive: true });
    const metas = files.filter((file) => file.endsWith('.meta')).sort();
    const texts = metas.map(async (file) => [file, await this.read(join('scenes', file))]);
    return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
  }

  public async close(): Promise<void> {
    const { server } = this;
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    }
    await rm(this.root, { recursive: true, force: true });
  }

  private async start(port: number): Promise<void> {
    const { NODE_ENV: _mode, ...env } = process.env;
    const vite = join(home, 'node_modules/vite/bin/vite.js');
    const args = [vite, '--port', String(port), '--strictPort'];
    // Colours, which Vite writes where `CI` is set, would stand inside the words that are waited for.
    const plain = { ...env, NO_COLOR: '1' };
    const server = spawn(process.execPath, args, { cwd: this.root, env: plain });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      let output = '';
      const listen = (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Local:')) resolve();
      };
      server.stdout.on('data', listen);
      server.stderr.on('data', listen);
      server.once('exit', () => {
        reject(new Error(`The editor did not start:\n${output}`));
      });
    });
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
