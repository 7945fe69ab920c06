import {
  foldable,
  headAt,
  readEvents,
  streamName,
  type ReadEvent,
  type StreamHead,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { ESCALATION_ID, escalationStream, evolveEscalation, type EscalationState } from '@ledger/journey';

/** An escalation as its stream gives it, from the first event to the last. */
export interface EscalationHistory extends StreamHead {
  readonly events: readonly ReadEvent[];
  /** Undefined where the stream holds nothing that is understood as a request. */
  readonly state: EscalationState | undefined;
}

/** Reads an escalation's stream, which is short; undefined where there is none. */
export async function readEscalation(
  ports: StreamReaderPorts,
  tenant: string,
  escalationId: string,
): Promise<EscalationHistory | undefined> {
  if (!ESCALATION_ID.test(escalationId)) return undefined;
  return historyOf(await readEvents(ports, streamName(escalationStream(tenant, escalationId))));
}

/** The escalation right after a command; undefined where the command is not in its history. */
export function historyAfter({ events }: EscalationHistory, commandId: string): EscalationHistory | undefined {
  const last = events.findLastIndex(({ metadata }) => metadata.commandId === commandId);
  const history = historyOf(events.slice(0, last + 1));
  return history?.state === undefined ? undefined : history;
}

/** The escalation as it was at a revision. */
export function historyAt({ events }: EscalationHistory, revision: number): EscalationHistory | undefined {
  return historyOf(events.slice(0, revision + 1));
}

function historyOf(events: readonly ReadEvent[]): EscalationHistory | undefined {
  const last = events.at(-1);
  if (last === undefined) return undefined;
  const state = events.map(foldable).reduce(evolveEscalation, undefined);
  return { events, state, ...headAt(last) };
}
