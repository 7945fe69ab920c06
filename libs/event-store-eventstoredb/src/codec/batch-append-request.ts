import type { ExpectedRevision, NewEvent, StreamName } from '@ledger/event-store';

/*
 * `BatchAppendReq` of the server's streams.proto, written straight into one buffer. The client's generated classes build
 * an object, an array and a chain of blocks for each message first, which costs more CPU than the rest of an append.
 */

/** One append as it goes out. */
export interface BatchAppendRequest {
  /** Tells the answer from those to other appends on the same call: a number of its own within it. */
  readonly correlation: number;
  readonly stream: StreamName;
  readonly expectedRevision: ExpectedRevision;
  readonly events: readonly NewEvent[];
  /** Milliseconds for the server; absent: its own time limit. */
  readonly deadline?: number | undefined;
}

/** Tags of length-delimited fields by number (`number << 3 | 2`), and of numbers (`number << 3`). */
const BYTES = { one: 0x0a, two: 0x12, three: 0x1a, four: 0x22, five: 0x2a, seven: 0x3a } as const;
const NUMBER = { one: 0x08, two: 0x10, four: 0x20 } as const;

const UUID_LENGTH = 36;
/** `map<string, string>` entries of `ProposedMessage.metadata`: the second is the same for all. */
const TYPE_KEY = Buffer.from([BYTES.one, 4, ...Buffer.from('type')]);
const CONTENT_TYPE = entry('content-type', 'application/json');

/** Any number, so that ids of several calls differ in the server's log. */
const CALLS_HALF = 0x4c45_4447;

export function encodeBatchAppend(request: BatchAppendRequest): Buffer {
  const { correlation, stream, expectedRevision, events, deadline } = request;
  const name = Buffer.byteLength(stream);
  const seconds = deadline === undefined ? 0 : Math.floor(deadline / 1_000);
  const nanoseconds = deadline === undefined ? 0 : (deadline % 1_000) * 1_000_000;
  const duration = 2 + varintSize(seconds) + varintSize(nanoseconds);
  const options =
    sizeOf(sizeOf(name)) + revisionSize(expectedRevision) + (deadline === undefined ? 0 : sizeOf(duration));
  const structured = 2 + varintSize(CALLS_HALF) + varintSize(correlation);
  const bodies = events.map(bodyOf);
  let size = sizeOf(sizeOf(structured)) + sizeOf(options) + 2;
  for (const { length } of bodies) size += sizeOf(length);

  const writer = new ByteWriter(size);
  writer.header(BYTES.one, sizeOf(structured));
  writer.header(BYTES.one, structured);
  writer.number(NUMBER.one, CALLS_HALF);
  writer.number(NUMBER.two, correlation);
  writer.header(BYTES.two, options);
  writer.header(BYTES.one, sizeOf(name));
  writer.text(BYTES.three, stream, name);
  writeRevision(writer, expectedRevision);
  if (deadline !== undefined) {
    writer.header(BYTES.seven, duration);
    writer.number(NUMBER.one, seconds);
    writer.number(NUMBER.two, nanoseconds);
  }
  for (const body of bodies) writeEvent(writer, body);
  writer.number(NUMBER.four, 1);
  return writer.bytes;
}

interface EventBody {
  readonly event: NewEvent;
  readonly type: number;
  readonly metadata: number;
  readonly data: number;
  readonly length: number;
}

function bodyOf(event: NewEvent): EventBody {
  const [type, metadata, data] = [event.type, event.metadata, event.data].map((text) => Buffer.byteLength(text)) as [
    number,
    number,
    number,
  ];
  const length =
    sizeOf(sizeOf(UUID_LENGTH)) +
    sizeOf(TYPE_KEY.length + sizeOf(type)) +
    sizeOf(CONTENT_TYPE.length) +
    sizeOf(metadata) +
    sizeOf(data);
  return { event, type, metadata, data, length };
}

function writeEvent(writer: ByteWriter, { event, type, metadata, data, length }: EventBody): void {
  writer.header(BYTES.three, length);
  writer.header(BYTES.one, sizeOf(UUID_LENGTH));
  writer.text(BYTES.two, event.id, UUID_LENGTH);
  writer.header(BYTES.two, TYPE_KEY.length + sizeOf(type));
  writer.copy(TYPE_KEY);
  writer.text(BYTES.two, event.type, type);
  writer.header(BYTES.two, CONTENT_TYPE.length);
  writer.copy(CONTENT_TYPE);
  writer.text(BYTES.three, event.metadata, metadata);
  writer.text(BYTES.four, event.data, data);
}

function revisionSize(expected: ExpectedRevision): number {
  return typeof expected === 'bigint' ? 1 + varintSize(Number(expected)) : 2;
}

function writeRevision(writer: ByteWriter, expected: ExpectedRevision): void {
  if (typeof expected === 'bigint') writer.number(NUMBER.two, Number(expected));
  else writer.header({ NO_STREAM: BYTES.three, ANY: BYTES.four, STREAM_EXISTS: BYTES.five }[expected], 0);
}

function entry(key: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.from([BYTES.one, key.length]),
    Buffer.from(key),
    Buffer.from([BYTES.two, value.length]),
    Buffer.from(value),
  ]);
}

/** Bytes of a length-delimited field with its tag and its length. */
function sizeOf(length: number): number {
  return 1 + varintSize(length) + length;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

class ByteWriter {
  readonly bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Tag and length of what comes next. */
  header(tag: number, length: number): void {
    this.number(tag, length);
  }

  number(tag: number, value: number): void {
    this.bytes[this.#at++] = tag;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.bytes[this.#at++] = (rest % 0x80) + 0x80;
    this.bytes[this.#at++] = rest;
  }

  text(tag: number, text: string, length: number): void {
    this.number(tag, length);
    this.#at += this.bytes.write(text, this.#at, length, 'utf8');
  }

  copy(bytes: Buffer): void {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}
