import {
  GENESIS_HASH,
  sealEvents,
  streamName,
  type EventDraft,
  type NewEvents,
  type StreamName,
} from '@ledger/event-store';
import {
  ABORT_TIMEOUT,
  compileDefinition,
  DEFINITION_PUBLISHED,
  definitionStream,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  journeyStream,
  type CompiledDefinition,
} from '@ledger/journey';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const CHANNELS = ['voice', 'chat', 'mail'];

/** Tickets of a help desk: most go straight through, some wait or go round, some time out. */
export const TICKETS: CompiledDefinition = compileDefinition({
  id: 'BenchTicket',
  version: 1,
  initial: 'OPENED',
  states: {
    OPENED: { transitions: [{ target: 'ASSIGNED' }] },
    ASSIGNED: { transitions: [{ target: 'IN_CHARGE' }] },
    IN_CHARGE: { transitions: [{ target: 'WAITING' }, { target: 'ASSIGNED' }, { target: 'RESOLVED' }] },
    WAITING: { timeout: { after: 'P7D' }, transitions: [{ target: 'IN_CHARGE' }, { target: 'RESOLVED' }] },
    RESOLVED: { transitions: [{ target: 'CLOSED' }, { target: 'IN_CHARGE' }] },
    CLOSED: { final: true },
  },
});

/** Where a ticket goes from a state, by a number below 100. */
const NEXT: Readonly<Record<string, (chance: number) => string>> = {
  OPENED: () => 'ASSIGNED',
  ASSIGNED: () => 'IN_CHARGE',
  IN_CHARGE: (chance) => (chance < 25 ? 'WAITING' : chance < 35 ? 'ASSIGNED' : 'RESOLVED'),
  WAITING: (chance) => (chance < 20 ? 'ABORT_TIMEOUT' : chance < 60 ? 'IN_CHARGE' : 'RESOLVED'),
  RESOLVED: (chance) => (chance < 90 ? 'CLOSED' : 'IN_CHARGE'),
};

export interface SealedStream {
  readonly stream: StreamName;
  readonly events: NewEvents;
}

export function publishedTickets(): SealedStream {
  const { id, version, hash, document } = TICKETS;
  const data = { definitionId: id, version, hash, document };
  return sealed(definitionStream('default', id), [draft(0, 0, DEFINITION_PUBLISHED, data, START)]);
}

/** The n-th ticket: the same one each time. One in twenty is still open. */
export function ticket(n: number): SealedStream {
  const chance = numbersOf(n);
  let at = START + n * 1_000;
  const drafts = [draft(n, 0, JOURNEY_STARTED, startOf(n, at), at)];
  let state = 'OPENED';
  while (chance() >= 1) {
    const next = NEXT[state]?.(chance());
    if (next === undefined) break;
    const dwell = 1_000 + chance() ** 2 * MINUTE + chance() * 997;
    const entered = at;
    at += dwell;
    drafts.push(
      draft(
        n,
        drafts.length,
        next === 'ABORT_TIMEOUT' ? ABORT_TIMEOUT : JOURNEY_TRANSITIONED,
        moveOf(state, next, entered, at),
        at,
      ),
    );
    state = next;
  }
  return sealed(journeyStream('default', `ticket-${n}`), drafts);
}

function startOf(n: number, at: number): object {
  return {
    definitionId: TICKETS.id,
    definitionVersion: TICKETS.version,
    definitionHash: TICKETS.hash,
    stateId: 'OPENED',
    channel: CHANNELS[n % CHANNELS.length],
    context: {},
    enteredAt: instant(at),
  };
}

function moveOf(from: string, to: string, entered: number, at: number): object {
  if (to !== 'ABORT_TIMEOUT') return { from, to, enteredAt: instant(at) };
  const times = { enteredAt: instant(entered), deadline: instant(at), abortedAt: instant(at) };
  return { from, to, ...times, detectedBy: 'saga', policy: 'definition' };
}

function draft(n: number, index: number, type: string, data: object, at: number): EventDraft {
  const id = `00000000-0000-4000-9${(index % 4096).toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
  const actor = { subject: 'bench', kind: 'caller' } as const;
  return { id, type, data, metadata: { tenant: 'default', actor, schemaVersion: 1, occurredAt: instant(at) } };
}

function sealed(name: string, drafts: readonly EventDraft[]): SealedStream {
  const stream = streamName(name);
  const { events } = sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH });
  return { stream, events };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** Numbers from 0 to 99 that follow from `seed` alone (xorshift). */
function numbersOf(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % 100;
  };
}
