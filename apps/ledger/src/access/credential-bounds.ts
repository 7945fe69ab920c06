import { DEFAULT_TENANT, mayUse, type Principal } from '@ledger/access';
import type { CheckedSubmission, CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { Sight } from '@ledger/projections';
import type { IncomingCall } from '../http/incoming-call';
import { Problem } from '../http/problem';
import type { LedgerRouteConfig } from '../http/route-config';

type Bounds = Pick<IncomingCall, 'definitions'>;

/** What the read models answer its caller from. */
export function sightOf({ tenant, definitions }: Pick<IncomingCall, 'tenant' | 'definitions'>): Sight {
  return { tenant, definitions };
}

/** Refuses credentials of one tenant, or for some definitions only, where a call would show or change what belongs to others. */
export function refuseBeyondBounds(
  principal: Principal,
  { boundCredentials, ofAllTenants }: LedgerRouteConfig,
  parameters: unknown,
): Problem | undefined {
  if (ofAllTenants === true && principal.tenant !== DEFAULT_TENANT) {
    const needed = `this call tells of all tenants and needs credentials of the tenant ${DEFAULT_TENANT}`;
    return new Problem(
      'FORBIDDEN',
      `The credentials of ${nameOf(principal)} are of the tenant ${principal.tenant}; ${needed}.`,
    );
  }
  if (principal.definitions === undefined || boundCredentials === 'checked' || boundCredentials === 'filtered')
    return undefined;
  if (boundCredentials === undefined) {
    const alone = `The credentials of ${nameOf(principal)} are for ${listed(principal)} alone`;
    return new Problem('FORBIDDEN', `${alone}; this call needs credentials for all definitions.`);
  }
  const { definitionId, datastoreId } = parameters as { readonly definitionId?: string; readonly datastoreId?: string };
  return refuseDefinition(principal, definitionId ?? datastoreId ?? '');
}

function refuseDefinition(bounds: Bounds, definitionId: string): Problem | undefined {
  if (mayUse(bounds, definitionId)) return undefined;
  return new Problem('FORBIDDEN', `The credentials are for ${listed(bounds)} alone; use others for this definition.`);
}

/** Refuses what a body names of another definition, whether or not there is one. */
export function admitDefinition(bounds: Bounds, definitionId: string): void {
  const refused = refuseDefinition(bounds, definitionId);
  if (refused !== undefined) throw refused;
}

/** Refuses the start of a journey of another definition. */
export function admitStart(bounds: Bounds, { command, definitionId = '' }: JourneyCommandRequest): void {
  if (command.type === 'StartJourney') admitDefinition(bounds, definitionId);
}

/** Refuses a document of another definition; one that is malformed is of none, and is compared with nothing. */
export function admitDocument(bounds: Bounds, { report: { document } }: CheckedSubmission): void {
  if (document !== undefined) admitDefinition(bounds, document.id);
}

/** To its caller a journey of another definition is not there. */
export function notThere(sessionId: string): CommandReply {
  return {
    ...{ outcome: 'NOT_FOUND', replayed: false, events: [], code: 'JOURNEY_NOT_FOUND' },
    reason: `There is no journey ${sessionId}; start it first.`,
  };
}

/** A start is told that its session is taken, and not by what. */
export function withoutOthers(bounds: Bounds, reply: CommandReply): CommandReply {
  const { belongsTo, ...told } = reply;
  if (belongsTo === undefined || mayUse(bounds, belongsTo.definitionId)) return reply;
  return { ...told, reason: `Session ${belongsTo.sessionId} belongs to another definition; use another session id.` };
}

function listed({ definitions }: Bounds): string {
  return `the ${definitions?.size === 1 ? 'definition' : 'definitions'} ${[...(definitions ?? [])].join(', ')}`;
}

function nameOf({ name, clientId }: Principal): string {
  return name ?? clientId;
}
