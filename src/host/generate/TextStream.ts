/** Text from tokens as they come. A character whose bytes are spread over tokens waits until it is whole. */
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';

export class TextStream {
  private readonly ids: number[];
  private shown: string;

  /** @param before what stands in front and is not shown: some tokenizers drop the space at the beginning of a text. */
  constructor(
    private readonly tokenizer: Tokenizer,
    before: readonly number[] = [],
  ) {
    this.ids = [...before];
    this.shown = this.text();
  }

  /** What is certain after this token, and was not before. */
  push(id: number): string {
    this.ids.push(id);
    return this.show(this.text().replace(/\uFFFD+$/, ''));
  }

  /** The rest, broken characters included. */
  end(): string {
    return this.show(this.text());
  }

  private text(): string {
    return this.tokenizer.decode(this.ids);
  }

  private show(text: string): string {
    const more = text.slice(this.shown.length);
    this.shown += more;
    return more;
  }
}
