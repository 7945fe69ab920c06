import type { StreamCaller } from '@ledger/command-handling';
import { defined } from '@ledger/plain-data';
import { givenCommandId } from './command-ids';
import type { IncomingCall } from './incoming-call';

/** What a call may give to be done once, and only on the revision that its sender has seen. */
export interface Locked {
  readonly commandId?: string | null;
  readonly expectedRevision?: number | null;
}

/** Who changes what operators set: definitions' versions, timeouts, keys. */
export function operatorCaller(call: IncomingCall, { commandId, expectedRevision }: Locked): StreamCaller {
  return {
    actor: { ...call.actor, kind: 'operator' },
    correlationId: call.correlationId,
    causationId: call.causationId,
    ...defined({
      commandId: givenCommandId(commandId, call.idempotencyKey),
      expectedRevision: expectedRevision ?? undefined,
    }),
  };
}
