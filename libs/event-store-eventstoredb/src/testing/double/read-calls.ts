import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DoubleContext } from './double-context';
import { filterOf } from './event-filter';
import { eventResponse, rpcErrors, streamNameOf, streamNotFoundResponse } from './protocol';
import { type ReadCall, write } from './read-call';
import { subscribeToAll } from './subscription-call';
import type { LoggedEvent } from './transaction-log';

type Options = ReadReq.Options;

const BACKWARDS = ReadReq.Options.ReadDirection.BACKWARDS;

/** Streams.Read (Streams.Read.cs): one call for streams and `$all`, both directions, and subscriptions. */
export async function read(context: DoubleContext, call: ReadCall): Promise<void> {
  call.on('error', () => undefined);
  const refused = context.refusal(call.metadata);
  if (refused !== undefined) return void call.emit('error', refused);
  const options = call.request.getOptions();
  const name = options?.hasAll() === true ? '$all' : streamNameOf(options?.getStream()?.getStreamIdentifier());
  const forbidden = context.forbids(call.metadata, name, '$r');
  if (forbidden !== undefined) return void call.emit('error', forbidden);
  context.counts[options?.hasAll() === true ? 'allReads' : 'reads'] += 1;
  if (!options?.hasUuidOption()) return void call.emit('error', rpcErrors.invalidArgument('uuidOption is required.'));
  await context.faults.beforeAnswer();
  if (options.hasSubscription()) {
    if (!options.hasAll()) {
      return void call.emit('error', rpcErrors.unimplemented('This double has subscriptions to $all only.'));
    }
    return subscribeToAll(context, call, options);
  }
  const limit = BigInt(options.getCount());
  if (options.hasAll()) await send(call, readAll(context, options), limit);
  else await readStream(context, call, options, limit);
}

async function readStream(context: DoubleContext, call: ReadCall, options: Options, limit: bigint): Promise<void> {
  const name = streamNameOf(options.getStream()?.getStreamIdentifier());
  const events = context.log.readable(name);
  if (events === 'tombstoned') return void call.emit('error', rpcErrors.streamDeleted(name));
  if (events === undefined) {
    call.write(streamNotFoundResponse(name));
    call.end();
    return;
  }
  await send(call, streamEvents(events, options), limit);
}

/**
 * Reads include the revision they start from. Forwards from beyond the end gives nothing, and not "not found"; backwards
 * from beyond the end starts at the end. docs.kurrent.io, "Reading events".
 */
function* streamEvents(events: readonly LoggedEvent[], options: Options): Generator<LoggedEvent> {
  const start = options.getStream();
  const first = Number(events[0]?.revision ?? 0n);
  const last = events.length - 1;
  // Revisions go up to 2^64-1; as numbers the largest are not exact, but all of them lie beyond the end.
  const from = start?.hasRevision() === true ? Number(start.getRevision()) - first : undefined;
  if (options.getReadDirection() === BACKWARDS) {
    const begin = start?.hasStart() === true ? 0 : Math.min(from ?? last, last);
    for (let index = begin; index >= 0; index--) yield* event(events, index);
  } else {
    const begin = start?.hasEnd() === true ? last + 1 : Math.max(from ?? 0, 0);
    for (let index = begin; index <= last; index++) yield* event(events, index);
  }
}

/** `$all` has the server's own events too. Forwards from a position includes it; backwards begins before it. */
function* readAll({ log }: DoubleContext, options: Options): Generator<LoggedEvent> {
  const all = options.getAll();
  const matches = filterOf(options);
  const position = all?.getPosition();
  // As it stands when the call comes; what is appended meanwhile is for the next one.
  const end = log.all.length;
  const from = position === undefined ? undefined : log.indexOf(BigInt(position.getCommitPosition()));
  if (options.getReadDirection() === BACKWARDS) {
    const begin = all?.hasStart() === true ? 0 : (from ?? end);
    for (let index = begin - 1; index >= 0; index--) yield* matching(log.all, index, matches);
  } else {
    const begin = all?.hasEnd() === true ? end : (from ?? 0);
    for (let index = begin; index < end; index++) yield* matching(log.all, index, matches);
  }
}

function* event(events: readonly LoggedEvent[], index: number): Generator<LoggedEvent> {
  const found = events[index];
  if (found !== undefined) yield found;
}

function* matching(
  events: readonly LoggedEvent[],
  index: number,
  matches: (event: LoggedEvent) => boolean,
): Generator<LoggedEvent> {
  const found = events[index];
  if (found !== undefined && matches(found)) yield found;
}

/** Events after which other work has its turn. */
const PAGE = 256;

async function send(call: ReadCall, events: Iterable<LoggedEvent>, limit: bigint): Promise<void> {
  let sent = 0n;
  for (const found of events) {
    if (sent >= limit) break;
    sent += 1n;
    if (!(await write(call, eventResponse(found)))) return;
    if (sent % BigInt(PAGE) === 0n) await nextTurn();
  }
  call.end();
}
