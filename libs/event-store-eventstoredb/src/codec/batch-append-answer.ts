import {
  AccessDeniedError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { MaximumAppendSizeExceeded, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import type { StreamName } from '@ledger/event-store';
import type { LogPosition } from './position-codec';

/** gRPC status code. */
const INVALID_ARGUMENT = 3;

/** `BatchAppendResp` of the server's streams.proto: what became of one append. */
export interface BatchAppendAnswer {
  /** Undefined where the server echoes none of ours. */
  readonly correlation: number | undefined;
  readonly outcome: AppendedAt | RefusedAppend;
}

export interface AppendedAt {
  readonly revision: bigint;
  /** Missing at times where it recognises a repeated append. */
  readonly position: LogPosition | undefined;
}

export class RefusedAppend {
  constructor(private readonly status: Uint8Array) {}

  /** The client's error for the refusal, as if the append had been a call of its own. */
  errorOf(stream: StreamName): Error {
    const status = Status.deserializeBinary(this.status);
    const details = status.getDetails();
    const bytes = details?.getValue_asU8() ?? new Uint8Array();
    switch (details?.getTypeName()) {
      case 'event_store.client.WrongExpectedVersion':
        return WrongExpectedVersionError.fromWrongExpectedVersion(
          WrongExpectedVersion.deserializeBinary(bytes),
          stream,
        );
      case 'event_store.client.StreamDeleted':
        return StreamDeletedError.fromStreamName(stream);
      case 'event_store.client.AccessDenied':
        return new AccessDeniedError();
      case 'event_store.client.Timeout':
        return new DeadlineExceededError();
      case 'event_store.client.MaximumAppendSizeExceeded':
        return MaxAppendSizeExceededError.fromMaxAppendSize(
          MaximumAppendSizeExceeded.deserializeBinary(bytes).getMaxappendsize(),
        );
      case 'event_store.client.BadRequest':
        return Object.assign(new UnknownError(undefined, status.getMessage()), { code: INVALID_ARGUMENT });
      // "Not ready", "busy" and "no leader" come with an empty detail and a sentence.
      case 'google.protobuf.Empty':
        return new UnavailableError(undefined, status.getMessage());
      default:
        return new UnknownError(undefined, status.getMessage());
    }
  }
}

/** Reads the two fields that are used: which append, and what became of it. Throws a `RangeError` for torn bytes. */
export function decodeBatchAppendAnswer(bytes: Buffer): BatchAppendAnswer {
  const reader = new ByteReader(bytes);
  let correlation: number | undefined;
  let outcome: BatchAppendAnswer['outcome'] | undefined;
  for (let tag = reader.tag(); tag !== undefined; tag = reader.tag()) {
    if (tag === CORRELATION_ID) correlation = correlationOf(reader.bytes());
    else if (tag === ERROR) outcome = new RefusedAppend(Uint8Array.from(reader.bytes().rest()));
    else if (tag === SUCCESS) outcome = successOf(reader.bytes());
    else reader.skip(tag);
  }
  if (outcome === undefined) throw new RangeError('An answer to an append tells neither success nor error.');
  return { correlation, outcome };
}

const [CORRELATION_ID, ERROR, SUCCESS] = [0x0a, 0x12, 0x1a];

/** `UUID.structured`: the second of its halves is the number that was sent. */
function correlationOf(uuid: ByteReader): number | undefined {
  for (let tag = uuid.tag(); tag !== undefined; tag = uuid.tag()) {
    if (tag !== 0x0a) {
      uuid.skip(tag);
      continue;
    }
    const structured = uuid.bytes();
    for (let half = structured.tag(); half !== undefined; half = structured.tag()) {
      if (half === 0x10) return Number(structured.varint());
      structured.skip(half);
    }
  }
  return undefined;
}

function successOf(success: ByteReader): AppendedAt {
  let revision = 0n;
  let position: LogPosition | undefined;
  for (let tag = success.tag(); tag !== undefined; tag = success.tag()) {
    if (tag === 0x08) revision = BigInt(success.varint());
    else if (tag === 0x1a) position = positionOf(success.bytes());
    else success.skip(tag);
  }
  return { revision, position };
}

/** `AllStreamPosition`. */
function positionOf(reader: ByteReader): LogPosition {
  let [commit, prepare] = [0n, 0n];
  for (let tag = reader.tag(); tag !== undefined; tag = reader.tag()) {
    if (tag === 0x08) commit = BigInt(reader.varint());
    else if (tag === 0x10) prepare = BigInt(reader.varint());
    else reader.skip(tag);
  }
  return { commit, prepare };
}

/** Beyond so many bits a varint is read as a `bigint`. */
const EXACT = 2 ** 46;

class ByteReader {
  constructor(
    private readonly buffer: Buffer,
    private at = 0,
    private readonly end = buffer.length,
  ) {}

  /** Of the next field; undefined at the end. Field numbers of this message fit into one byte. */
  tag(): number | undefined {
    return this.at >= this.end ? undefined : this.byte();
  }

  varint(): number | bigint {
    let value = 0;
    let factor = 1;
    for (; factor < EXACT; factor *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * factor;
      if (byte < 0x80) return value;
    }
    let large = BigInt(value);
    for (let shift = BigInt(Math.log2(factor)); ; shift += 7n) {
      const byte = this.byte();
      large += BigInt(byte % 0x80) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, large);
    }
  }

  bytes(): ByteReader {
    const length = Number(this.varint());
    const from = this.at;
    if (from + length > this.end) throw new RangeError('An answer to an append is torn.');
    this.at += length;
    return new ByteReader(this.buffer, from, this.at);
  }

  rest(): Buffer {
    return this.buffer.subarray(this.at, this.end);
  }

  skip(tag: number): void {
    if (tag % 8 === 2) this.bytes();
    else if (tag % 8 === 0) this.varint();
    else throw new RangeError(`An answer to an append has a field of an unknown kind (${tag}).`);
  }

  private byte(): number {
    const byte = this.buffer[this.at++];
    if (byte === undefined || this.at > this.end) throw new RangeError('An answer to an append is torn.');
    return byte;
  }
}
