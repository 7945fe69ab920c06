import { isUtf8 } from 'node:buffer';
import { awaitedChunks, SilentBodyError } from './awaited-chunks';

const NEWLINE = 0x0a;

/** A line of the body, without its newline; `tooLong` if it was above the limit and has been skipped. */
export interface NdjsonLine {
  /** 1-based place in the body, blank lines counted. */
  readonly number: number;
  readonly text: string;
  readonly bytes: number;
  readonly tooLong: boolean;
  /** Whether its bytes are UTF-8; if they are not, there is no text. */
  readonly isUtf8: boolean;
  /** The last one, whose end is missing: nothing more came for so long. */
  readonly isCut?: true;
}

export interface LineLimits {
  readonly bytes: number;
  /** Longest time without a byte while one is waited for. */
  readonly silenceMs: number;
}

/** Lines that are not blank, in a batch for each chunk: one async step a line would cost more than the line. */
export async function* ndjsonLines(body: AsyncIterable<Buffer>, limits: LineLimits): AsyncGenerator<NdjsonLine[]> {
  const cutter = new LineCutter(limits.bytes);
  try {
    for await (const chunk of awaitedChunks(body, limits.silenceMs)) {
      const lines = cutter.cut(chunk);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    if (!(error instanceof SilentBodyError)) throw error;
    yield [cutter.cutOff()];
    return;
  }
  const last = cutter.end();
  if (last) yield [last];
}

class LineCutter {
  private parts: Buffer[] = [];
  private bytes = 0;
  private number = 0;

  constructor(private readonly limitBytes: number) {}

  cut(chunk: Buffer): NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.add(chunk.subarray(start, end));
      const line = this.end();
      if (line) lines.push(line);
      start = end + 1;
    }
    this.add(chunk.subarray(start));
    return lines;
  }

  /** The line collected so far; undefined if it is blank. */
  end(): NdjsonLine | undefined {
    const { bytes } = this;
    const tooLong = bytes > this.limitBytes;
    const line = this.parts.length === 1 && this.parts[0] ? this.parts[0] : Buffer.concat(this.parts);
    const isText = tooLong || isUtf8(line);
    const text = tooLong || !isText ? '' : line.toString('utf8').trim();
    this.parts = [];
    this.bytes = 0;
    this.number += 1;
    if (text === '' && !tooLong && isText) return undefined;
    return { number: this.number, text, bytes, tooLong, isUtf8: isText };
  }

  /** In place of the line whose end is missing. */
  cutOff(): NdjsonLine {
    return { number: this.number + 1, text: '', bytes: this.bytes, tooLong: false, isUtf8: true, isCut: true };
  }

  /** What is above the limit is counted and not kept. */
  private add(part: Buffer): void {
    if (part.length === 0) return;
    this.bytes += part.length;
    if (this.bytes <= this.limitBytes) this.parts.push(part);
    else this.parts = [];
  }
}
