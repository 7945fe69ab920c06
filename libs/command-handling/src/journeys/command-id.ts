import canonicalize from 'canonicalize';
import type { IdSource } from '@ledger/runtime';
import type { JourneyCommandRequest } from './journey-command-request';
import { nameBasedUuid, uuidNamespace } from './name-based-uuid';

/** Namespace of derived command ids. Fixed for ever, as the one of event ids. */
const COMMAND_NAMESPACE = uuidNamespace('3c0b8f0e-57d6-5d0c-8a3e-1f6e2d94b7a8');

const DERIVED = 'derived:';

/**
 * The same for the same request sent again, where something makes it this very attempt (an expected revision, the
 * caller's time). Undefined for any other request, since a journey may rightly go the same way twice.
 */
export function deriveCommandId(request: JourneyCommandRequest): string | undefined {
  const { tenant, command, actor, definitionId, definitionVersion, occurredAt } = request;
  const lockedAt = 'expectedRevision' in command ? command.expectedRevision : undefined;
  if (lockedAt === undefined && occurredAt === undefined) return undefined;
  const expectedRevision = lockedAt?.toString();
  const canonical = canonicalize({
    tenant,
    caller: [actor.kind, actor.clientId ?? null, actor.subject],
    // What the ledger adds to a command is not its caller's.
    command: {
      ...command,
      commandId: undefined,
      expectedRevision,
      claimedAt: undefined,
      heldBy: undefined,
      voidsClaimAt: undefined,
    },
    definition: [definitionId ?? null, definitionVersion ?? null],
    occurredAt: occurredAt ?? null,
  });
  return canonical && `${DERIVED}${nameBasedUuid(COMMAND_NAMESPACE, canonical)}`;
}

/** The id of a command: its caller's, or one derived from it, or a new one. */
export function identify(request: JourneyCommandRequest, ids: IdSource): { commandId: string; isDerived: boolean } {
  const { commandId: given } = request.command;
  // A caller that was told the derived id may send it along.
  const derived = given === undefined || given.startsWith(DERIVED) ? deriveCommandId(request) : undefined;
  return {
    commandId: given ?? derived ?? ids.next(),
    isDerived: derived !== undefined && (given ?? derived) === derived,
  };
}
