import { isUtf8 } from 'node:buffer';
import { encodingExists, getDecoder } from 'iconv-lite';
import { LogUnreadableError } from '../log-event';

/** How a text file is to be decoded. */
export interface TextEncoding {
  /** Name of the encoding. Default: what the byte order mark says, else UTF-8. */
  readonly encoding?: string;
  /** Said after the place of a byte that does not fit: where the right encoding can be named. */
  readonly hint?: string;
}

/** Whether an encoding of this name can be read. */
export function isKnownEncoding(name: string): boolean {
  return encodingExists(name);
}

const UTF8_NAMES = /^utf-?8$/i;
const NEWLINE = 0x0a;
const REPLACEMENT = '\uFFFD';

/** Text without a byte order mark. Bytes that do not fit are a `LogUnreadableError` that names line and byte. */
export async function* decodedText(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, hint = '' }: TextEncoding = {},
): AsyncGenerator<string> {
  let decoder: Utf8Text | OtherText | undefined;
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (decoder === undefined) {
      head = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
      if (head.length < 3) continue;
      decoder = decoderFor(head, encoding, hint);
      yield decoder.take(head);
    } else {
      yield decoder.take(bytes);
    }
  }
  decoder ??= decoderFor(head, encoding, hint);
  if (head.length < 3) yield decoder.take(head);
  yield decoder.end();
}

function decoderFor(head: Buffer, named: string | undefined, hint: string): Utf8Text | OtherText {
  const encoding = named ?? markedEncoding(head) ?? 'utf-8';
  if (UTF8_NAMES.test(encoding)) return new Utf8Text(hint);
  if (!isKnownEncoding(encoding)) {
    throw new LogUnreadableError(`The encoding ${JSON.stringify(encoding)} is not known; save the file as UTF-8.`);
  }
  return new OtherText(encoding);
}

/** Encoding that a byte order mark says. */
export function markedEncoding(head: Uint8Array): string | undefined {
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

class Utf8Text {
  /** Bytes of a character whose end is in the next chunk. */
  private rest: Buffer = Buffer.alloc(0);
  private bytes = 0;
  private lines = 0;
  private isStart = true;

  constructor(private readonly hint: string) {}

  take(chunk: Buffer): string {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - incompleteTail(bytes);
    const text = this.decoded(bytes.subarray(0, whole));
    this.rest = bytes.subarray(whole);
    return text;
  }

  end(): string {
    return this.decoded(this.rest);
  }

  private decoded(bytes: Buffer): string {
    if (!isUtf8(bytes)) throw this.failure(bytes);
    this.bytes += bytes.length;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) this.lines += 1;
    const text = bytes.toString('utf8');
    const isMarked = this.isStart && text.startsWith('\uFEFF');
    if (bytes.length > 0) this.isStart = false;
    return isMarked ? text.slice(1) : text;
  }

  private failure(bytes: Buffer): LogUnreadableError {
    const at = firstBadByte(bytes);
    const line = this.lines + linesIn(bytes.subarray(0, at)) + 1;
    const value = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const hint = this.hint === '' ? '' : ` ${this.hint}`;
    return new LogUnreadableError(`Line ${line} is not UTF-8: byte 0x${value} at offset ${this.bytes + at}.${hint}`);
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (const byte of bytes) if (byte === NEWLINE) lines += 1;
  return lines;
}

/** How many bytes at the end begin a character that is not complete yet. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** The longest beginning that is UTF-8, but for a character at its end, ends before the byte that is not. */
function firstBadByte(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - incompleteTail(part)))) low = middle;
    else high = middle - 1;
  }
  return low - incompleteTail(bytes.subarray(0, low));
}

/** Any other encoding, by iconv-lite: Node's own TextDecoder takes windows-1252 for ISO 8859-1 in some versions of 20. */
class OtherText {
  private readonly decoder: ReturnType<typeof getDecoder>;
  private lines = 0;

  constructor(private readonly encoding: string) {
    this.decoder = getDecoder(encoding);
  }

  take(chunk: Buffer): string {
    return this.checked(this.decoder.write(chunk));
  }

  end(): string {
    return this.checked(this.decoder.end() ?? '');
  }

  private checked(text: string): string {
    const bad = text.indexOf(REPLACEMENT);
    const lines = text.slice(0, bad < 0 ? text.length : bad).split('\n').length - 1;
    if (bad >= 0) {
      const line = this.lines + lines + 1;
      throw new LogUnreadableError(`Line ${line} holds a byte that ${this.encoding} does not have.`);
    }
    this.lines += lines;
    return text;
  }
}
