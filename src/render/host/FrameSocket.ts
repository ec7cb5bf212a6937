/** Where a page sends its frames: a WebSocket of this machine, since DevTools carries text alone. */
import { on, once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export class FrameSocket {
  private messages: AsyncIterator<[Buffer]> | null = null;

  private constructor(
    private readonly server: WebSocketServer,
    public readonly url: string,
  ) {
    server.on('connection', (socket: WebSocket) => {
      this.messages = on(socket, 'message', { close: ['close'] }) as AsyncIterator<[Buffer]>;
    });
  }

  public static async open(): Promise<FrameSocket> {
    const path = `/${randomUUID()}`;
    const settings = { host: '127.0.0.1', port: 0, path, perMessageDeflate: false } as const;
    const server = new WebSocketServer(settings);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new FrameSocket(server, `ws://127.0.0.1:${port}${path}`);
  }

  /** The next message of the page that has connected. @throws when it has hung up. */
  public async next(): Promise<Buffer> {
    const next = await this.messages?.next();
    if (!next || next.done) throw new Error('the page has hung up');
    return next.value[0];
  }

  public close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }
}
