/** Pictures in rows with their names below: a whole film at a glance. */
const label = 40;
const gap = 12;

export interface SheetSize {
  /** Of a picture. */
  readonly width: number;
  readonly columns: number;
}

/** @param pictures data URLs, 16 : 9. @returns a PNG data URL. */
export async function contactSheet(
  pictures: readonly string[],
  names: readonly string[],
  { width, columns: most }: SheetSize = { width: 640, columns: 3 },
): Promise<string> {
  const height = (width * 9) / 16;
  const columns = Math.min(most, pictures.length);
  const rows = Math.ceil(pictures.length / columns);
  const canvas = document.createElement('canvas');
  canvas.width = columns * (width + gap) + gap;
  canvas.height = rows * (height + label + gap) + gap;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = '#808890';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = '600 22px Inter';
  context.fillStyle = '#000';
  context.textBaseline = 'middle';
  context.imageSmoothingQuality = 'high';
  for (const [i, url] of pictures.entries()) {
    const x = gap + (i % columns) * (width + gap);
    const y = gap + Math.floor(i / columns) * (height + label + gap);
    context.drawImage(await load(url), x, y, width, height);
    context.fillText(names[i] ?? '', x + gap / 2, y + height + label / 2, width - gap);
  }
  return canvas.toDataURL('image/png');
}

async function load(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
