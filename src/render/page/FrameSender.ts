/** Sends the pictures of a canvas to the encoder, each as what has changed. */
import { findChange, packPatch } from './Patch';

export class FrameSender {
  private before = new Uint32Array();
  private now = new Uint32Array();

  private constructor(private readonly socket: WebSocket) {}

  public static async open(url: string): Promise<FrameSender> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`no encoder at ${url}`));
    });
    return new FrameSender(socket);
  }

  /** A message for each frame; an empty one where the picture is that of the frame before. */
  public async send(canvas: HTMLCanvasElement | null): Promise<void> {
    this.socket.send((canvas && (await this.patchOf(canvas))) ?? new Uint8Array());
  }

  private async patchOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer> | null> {
    const { width, height } = canvas;
    if (this.now.length !== width * height) {
      this.now = new Uint32Array(width * height);
      this.before = new Uint32Array(width * height); // no opaque picture is as black as this
    }
    const frame = new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' });
    await frame.copyTo(new Uint8Array(this.now.buffer), {
      format: 'BGRX',
    } as VideoFrameCopyToOptions);
    frame.close();
    const change = findChange(this.before, this.now, width);
    if (!change) return null;
    [this.before, this.now] = [this.now, this.before];
    return packPatch(this.before, width, change);
  }
}
