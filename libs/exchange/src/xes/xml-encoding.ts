import { markedEncoding } from '../input/decoded-text';
import { LogUnreadableError } from '../log-event';

const HEAD_BYTES = 256;
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** A document's bytes from the first, and the encoding that they are in. */
export interface XmlBytes {
  /** Undefined: UTF-8, or what the byte order mark says. */
  readonly encoding: string | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Tells a document's encoding as XML 1.0 does (section 4.3.3 and appendix F): by its mark, else by its declaration. */
export async function xmlBytes(source: AsyncIterable<Uint8Array>): Promise<XmlBytes> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let next = await chunks.next();
  for (; !next.done; next = await chunks.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= HEAD_BYTES) break;
  }
  return { encoding: encodingOf(head), chunks: followedBy(head, chunks) };
}

async function* followedBy(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function encodingOf(head: Buffer): string | undefined {
  if (markedEncoding(head) !== undefined) return undefined;
  // '<?' in UTF-16 without a mark.
  if (head[0] === 0x3c && head[1] === 0 && head[2] === 0x3f) return 'utf-16le';
  if (head[0] === 0 && head[1] === 0x3c && head[2] === 0) return 'utf-16be';
  const declared = DECLARED.exec(head.subarray(0, HEAD_BYTES).toString('latin1'))?.[1];
  if (declared !== undefined && /^(utf-?16|ucs-?2|utf-?32)/i.test(declared)) {
    throw new LogUnreadableError(`The document declares the encoding ${declared} and is not written in it.`);
  }
  return declared;
}
