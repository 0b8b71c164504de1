/** The end of a stream of text that may be endless. */
export class Tail {
  private readonly limit: number;
  private text = '';
  private dropped = 0;

  /** Keeps between `limit` and twice as many characters. */
  constructor(limit: number) {
    this.limit = limit;
  }

  push(text: string): void {
    this.text += text;
    if (this.text.length <= 2 * this.limit) return;
    this.dropped += this.text.length - this.limit;
    this.text = this.text.slice(-this.limit);
  }

  /** The last characters, without white space around them; says so where something was dropped. */
  toString(): string {
    const cut = this.dropped + Math.max(0, this.text.length - this.limit);
    const end = this.text.slice(-this.limit).trim();
    return cut > 0 ? `[${cut} characters before] ${end}` : end;
  }
}
