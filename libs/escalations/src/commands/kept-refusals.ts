import { streamName, type ReadEvent, type StreamReaderPorts } from '@ledger/event-store';
import { ATTEMPTS_READ, KEPT_MS } from '@ledger/command-handling';
import { attemptStream, COMMAND_REJECTED, type EscalationCommandRejected } from '@ledger/journey';
import type { Clock } from '@ledger/runtime';

/** What a command was refused, which its duplicates are answered too. */
export interface KeptRefusal {
  readonly fingerprint: string;
  readonly refusal: EscalationCommandRejected;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly at: string;
}

interface Asked {
  readonly tenant: string;
  readonly sessionId: string;
  readonly escalationId: string;
  readonly commandId: string;
}

/** Refusals after which the same command may be answered otherwise, since they are not about the escalation. */
const NOT_KEPT: ReadonlySet<EscalationCommandRejected['code']> = new Set([
  'REVISION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
]);

export function isKept(code: EscalationCommandRejected['code']): boolean {
  return !NOT_KEPT.has(code);
}

/** The first refusal under an id within the last day. Desks send few commands: each asks the journey's attempts again. */
export async function keptRefusal(
  ports: StreamReaderPorts & { readonly clock: Clock },
  { tenant, sessionId, ...id }: Asked,
): Promise<KeptRefusal | undefined> {
  const attempts = streamName(attemptStream(tenant, sessionId));
  const since = ports.clock.now().getTime() - KEPT_MS;
  let first: KeptRefusal | undefined;
  const options = { direction: 'backwards', limit: ATTEMPTS_READ, ifMissing: 'empty' } as const;
  for await (const attempt of ports.store.readStream(attempts, options)) {
    if (Date.parse(attempt.recordedAt) < since) break;
    const refusal = refusalOf(ports.upcasters.read(attempt), id);
    if (refusal !== undefined && Date.parse(refusal.at) >= since) first = refusal;
  }
  return first;
}

function refusalOf(
  { type, data, metadata }: ReadEvent,
  { escalationId, commandId }: Pick<Asked, 'escalationId' | 'commandId'>,
): KeptRefusal | undefined {
  const { fingerprint, occurredAt: at } = metadata;
  if (type !== COMMAND_REJECTED || fingerprint === undefined || metadata.commandId !== commandId) return undefined;
  const refusal = data as unknown as EscalationCommandRejected;
  return refusal.escalationId === escalationId && isKept(refusal.code) ? { fingerprint, refusal, at } : undefined;
}
