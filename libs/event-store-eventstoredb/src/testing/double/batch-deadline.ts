import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { BinaryReader } from 'google-protobuf';
import type { TimedBatchRequest } from './batch-append-call';

const [OPTIONS, DEADLINE, SECONDS, NANOSECONDS] = [2, 7, 1, 2];

/** `BatchAppendReq` with `Options.deadline` (streams.proto, 22.6 and later), which the client's classes do not know. */
export function timedRequest(bytes: Buffer): TimedBatchRequest {
  const request = BatchAppendReq.deserializeBinary(Uint8Array.from(bytes));
  const options = fieldOf(bytes, OPTIONS);
  const duration = options && fieldOf(options, DEADLINE);
  if (duration === undefined) return { request, deadline: undefined };
  const [seconds, nanoseconds] = [numberOf(duration, SECONDS), numberOf(duration, NANOSECONDS)];
  return { request, deadline: seconds * 1_000 + nanoseconds / 1_000_000 };
}

function fieldOf(bytes: Uint8Array, field: number): Uint8Array | undefined {
  const reader = new BinaryReader(Uint8Array.from(bytes));
  while (reader.nextField()) {
    if (reader.getFieldNumber() === field) return reader.readBytes();
    reader.skipField();
  }
  return undefined;
}

function numberOf(bytes: Uint8Array, field: number): number {
  const reader = new BinaryReader(Uint8Array.from(bytes));
  while (reader.nextField()) {
    if (reader.getFieldNumber() === field) return reader.readInt64();
    reader.skipField();
  }
  return 0;
}
