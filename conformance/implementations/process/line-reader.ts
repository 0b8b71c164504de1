const newline = 0x0a;

export interface LineHandlers {
  /** A line of the adapter, without its prefix. */
  readonly onMessage: (text: string) => void;
  /** Any other line, cut where it is longer than the limit. */
  readonly onNoise: (text: string) => void;
  /** A line of the adapter that is longer than the limit; called once. */
  readonly onOversize: (bytes: number) => void;
}

/**
 * Splits bytes into lines and tells the adapter's own, which carry the prefix, from whatever else is printed. Text in
 * front of the prefix, such as a progress bar without a newline, is noise. Holds at most `limit` bytes of one line.
 */
export class LineReader {
  private readonly prefix: Buffer;
  private readonly limit: number;
  private readonly handlers: LineHandlers;
  private parts: Buffer[] = [];
  private held = 0;
  /** Inside a noise line that was longer than the limit and has been reported. */
  private skipping = false;

  constructor(prefix: string, limit: number, handlers: LineHandlers) {
    this.prefix = Buffer.from(prefix);
    this.limit = limit;
    this.handlers = handlers;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      this.hold(chunk.subarray(from, at));
      this.endLine();
      from = at + 1;
    }
    this.hold(chunk.subarray(from));
  }

  /** Bytes of a line that has no end yet. */
  get unfinished(): number {
    return this.held;
  }

  /** Reports an unfinished line as noise: without its end nobody knows what it would have said. */
  end(): void {
    if (this.held > 0) this.handlers.onNoise(Buffer.concat(this.parts).toString());
    this.reset();
  }

  private hold(part: Buffer): void {
    if (part.length === 0 || this.skipping) return;
    this.parts.push(part);
    this.held += part.length;
    if (this.held <= this.limit) return;
    const line = Buffer.concat(this.parts);
    if (line.includes(this.prefix)) this.handlers.onOversize(this.held);
    else this.handlers.onNoise(line.toString('utf8', 0, 1000));
    this.reset();
    this.skipping = true;
  }

  private endLine(): void {
    const line = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
    const skipped = this.skipping;
    this.reset();
    if (skipped) return;
    const at = line.indexOf(this.prefix);
    const noise = at < 0 ? line : line.subarray(0, at);
    if (noise.length > 0) this.handlers.onNoise(noise.toString());
    if (at >= 0) this.handlers.onMessage(line.toString('utf8', at + this.prefix.length));
  }

  private reset(): void {
    this.parts = [];
    this.held = 0;
    this.skipping = false;
  }
}
