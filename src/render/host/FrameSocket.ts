/** Where a page sends its frames: a WebSocket of this machine, since DevTools carries text alone. */
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export class FrameSocket {
  private readonly arrived: Buffer[] = [];
  private awaited: (() => void) | null = null;

  private constructor(
    private readonly server: WebSocketServer,
    public readonly url: string,
  ) {
    server.on('connection', (socket: WebSocket) => {
      socket.on('message', (message) => {
        this.arrived.push(message as Buffer);
        this.awaited?.();
      });
    });
  }

  public static async open(): Promise<FrameSocket> {
    const path = `/${randomUUID()}`;
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      path,
      perMessageDeflate: false,
      maxPayload: 64 * 2 ** 20,
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new FrameSocket(server, `ws://127.0.0.1:${port}${path}`);
  }

  /** The next message; an empty one repeats the picture. */
  public async next(): Promise<Buffer> {
    for (;;) {
      const message = this.arrived.shift();
      if (message) return message;
      await new Promise<void>((resolve) => (this.awaited = resolve));
    }
  }

  public close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }
}
