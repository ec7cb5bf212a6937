/** A picture in Y′CbCr 4:2:0 that patches of the page change in place; its bytes are what ffmpeg calls yuv420p. */
import { headerBytes } from '../page/Patch';

export class YuvPicture {
  private readonly planes: Buffer;

  public constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.planes = Buffer.alloc((width * height * 3) / 2);
  }

  /** A copy: the picture goes on changing while it is written. */
  public bytes(): Buffer {
    return Buffer.from(this.planes);
  }

  public apply(patch: Buffer): void {
    const [x = 0, y = 0, width = 0, height = 0] = [0, 2, 4, 6].map((at) => patch.readUInt16LE(at));
    const luma = this.width * this.height;
    const size = width * height;
    this.put(patch, headerBytes, 0, this.width, { x, y, width, height });
    const chroma = { x: x / 2, y: y / 2, width: width / 2, height: height / 2 };
    this.put(patch, headerBytes + size, luma, this.width / 2, chroma);
    this.put(patch, headerBytes + (size * 5) / 4, (luma * 5) / 4, this.width / 2, chroma);
  }

  private put(
    patch: Buffer,
    from: number,
    plane: number,
    stride: number,
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
  ): void {
    for (let row = 0; row < height; row++) {
      const at = from + row * width;
      patch.copy(this.planes, plane + (y + row) * stride + x, at, at + width);
    }
  }
}
