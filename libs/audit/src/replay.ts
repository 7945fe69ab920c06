import {
  ChainVerifier,
  comparePositions,
  streamName,
  UpcasterRegistry,
  type EventStore,
  type RecordedEvent,
} from '@ledger/event-store';
import { attemptStream, journeyStream } from '@ledger/journey';
import { eventSteps } from './event-steps';
import { cutOf, type Cut } from './replay-cut';
import type { AttemptStep, Replay, ReplayCut, ReplayStep } from './replay.types';
import { chainFindings, envelopeOf, readEvent } from './step-envelope';

const NO_UPCASTERS = new UpcasterRegistry();

/** Folds again and decides nothing again: each transition is looked up in the version under which it was made. */
export async function replay(
  store: EventStore,
  tenant: string,
  sessionId: string,
  cut: ReplayCut = {},
  upcasters: UpcasterRegistry = NO_UPCASTERS,
): Promise<Replay | undefined> {
  const recorded = await allOf(store, journeyStream(tenant, sessionId));
  if (recorded === undefined) return undefined;
  const limit = cutOf(recorded, cut);
  const attempts = (await allOf(store, attemptStream(tenant, sessionId))) ?? [];
  const events = await eventSteps(store, tenant, recorded, (event) => limit.hasEvent(event), upcasters);
  const steps: ReplayStep[] = [...events, ...attemptSteps(attempts, limit, upcasters)];
  steps.sort((a, b) => comparePositions(a.position, b.position));
  return {
    tenant,
    sessionId,
    steps,
    events: events.length,
    attempts: steps.length - events.length,
    findings: steps.reduce((sum, step) => sum + step.findings.length, 0),
    state: events.at(-1)?.after ?? null,
  };
}

function attemptSteps(
  recorded: readonly RecordedEvent[],
  limit: Cut,
  upcasters: UpcasterRegistry,
): readonly AttemptStep[] {
  const verifier = new ChainVerifier();
  return recorded
    .filter((event) => limit.hasAttempt(event))
    .map((event) => {
      const findings = chainFindings(verifier, event);
      const read = readEvent(event, upcasters, findings);
      const attempt = read === undefined ? null : (read.data as unknown as AttemptStep['attempt']);
      return { ...envelopeOf(event, read), kind: 'attempt', type: event.type, attempt, findings };
    });
}

/** Undefined where there is no such stream. */
async function allOf(store: EventStore, name: string): Promise<readonly RecordedEvent[] | undefined> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readStream(streamName(name), { ifMissing: 'empty' })) events.push(event);
  return events.length === 0 ? undefined : events;
}
