import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_CREATED, SCOPES, TENANT_OPENED, type KeyCreated } from '@ledger/access';
import type { EventStore } from '@ledger/event-store';
import {
  ALIAS_CLAIMED,
  aliasStream,
  compileDefinition,
  definitionStream,
  escalationStream,
  keysStream,
  OPERATION_COMPLETED,
  OPERATION_PROGRESSED,
  OPERATION_REQUESTED,
  OPERATION_SELECTED,
  operationStream,
  POLICY_VIOLATED,
  policyStream,
  tenantsStream,
  tenantTimeoutsStream,
  TIMEOUT_OVERRIDDEN,
  TIMEOUTS_PAUSED,
  type CompiledDefinition,
  type DefinitionDocument,
  type EscalationRequested,
  type OperationRequested,
  type PolicyViolated,
} from '@ledger/journey';
import { LedgerScript } from '@ledger/projections/testing';
import { MARK, NEIGHBOUR, NEIGHBOUR_KEY_HASH } from './neighbour-names';

/** Long before the clock of any test. */
const at = (seconds: number): string => new Date(Date.parse('2024-02-05T08:00:00Z') + seconds * 1_000).toISOString();

const SHIPPED = join(__dirname, '..', '..', '..', 'definitions');
const CUSTOMER = `${MARK}-customer`;
const CHANNEL = `${MARK}-channel`;
const REASON = `${MARK} has its reasons.`;
const WAITING = `${MARK}-waiting`;
const TIMED_OUT = `${MARK}-timed-out`;
const BROKEN = `${MARK}-broken`;

/** One of its own, under a name and with words that are its own. */
const OWN = compileDefinition({
  id: `${MARK}-desk`,
  version: 1,
  title: `${MARK} takes calls`,
  initial: `${MARK}_HALL`,
  states: {
    [`${MARK}_HALL`]: {
      timeout: { after: 'PT5M', escalation: 'back' },
      transitions: [{ target: `${MARK}_ROOM`, event: `${MARK}_KNOCK` }, { target: `${MARK}_GONE` }],
    },
    [`${MARK}_ROOM`]: { timeout: { after: 'PT5M' }, transitions: [{ target: `${MARK}_GONE` }] },
    [`${MARK}_GONE`]: { final: true },
  },
  context: { type: 'object', properties: { [`${MARK}_note`]: { type: 'string' } } },
  escalations: { back: { kind: 'callback', queue: `${MARK}-queue`, within: 'PT5M' } },
});

function shippedDefinitions(): readonly CompiledDefinition[] {
  return readdirSync(SHIPPED)
    .filter((file) => file.endsWith('.json'))
    .map((file) => compileDefinition(JSON.parse(readFileSync(join(SHIPPED, file), 'utf8')) as DefinitionDocument))
    .sort((one, other) => one.version - other.version);
}

/**
 * Writes the whole history of the neighbour. Nothing follows from it: its timeouts are paused, what was due is recorded,
 * and what ships with the ledger is published, so that a ledger that starts on it appends nothing.
 */
export async function writeNeighbour(store: EventStore): Promise<void> {
  const script = new LedgerScript(store);
  const append = (stream: string, type: string, data: object, seconds: number): Promise<unknown> =>
    script.append(stream, type, data, at(seconds), NEIGHBOUR);
  await script.append(tenantsStream(), TENANT_OPENED, { tenant: NEIGHBOUR }, at(0));
  await append(keysStream(NEIGHBOUR), KEY_CREATED, KEY, 0);
  for (const definition of [...shippedDefinitions(), OWN]) await script.publish(definition, at(1), NEIGHBOUR);
  await writeJourneys(script);
  await append(aliasStream(NEIGHBOUR, `crm:${MARK}`), ALIAS_CLAIMED, ALIAS, 10);
  await append(policyStream(NEIGHBOUR, BROKEN), POLICY_VIOLATED, VIOLATION, 70);
  const escalation = escalationStream(NEIGHBOUR, `${TIMED_OUT}:1`);
  await append(escalation, 'EscalationRequested', ESCALATION, 301);
  const claim = { claimant: `${MARK}-agent`, until: at(600), note: REASON };
  await append(escalation, 'EscalationClaimed', claim, 302);
  const override = { definitionId: OWN.id, stateId: `${MARK}_ROOM`, after: 'PT9M', applyTo: 'new', reason: REASON };
  await append(definitionStream(NEIGHBOUR, OWN.id), TIMEOUT_OVERRIDDEN, override, 303);
  await writeOperation(append);
}

/** Before they are due, all deadlines but one are paused: a server with a later clock lets none of them elapse. */
async function writeJourneys(script: LedgerScript): Promise<void> {
  const of = { tenant: NEIGHBOUR };
  for (const sessionId of [TIMED_OUT, WAITING, BROKEN]) {
    const context = { [`${MARK}_note`]: `${MARK} said so` };
    const command = { type: 'StartJourney', sessionId, customerId: CUSTOMER, channel: CHANNEL, context } as const;
    const aliases = sessionId === WAITING ? { aliases: [`crm:${MARK}`] } : {};
    const now = sessionId === TIMED_OUT ? at(0) : at(60);
    await script.run(OWN, { ...command, ...aliases, now, commandId: `${MARK}-start-${sessionId}` }, of);
  }
  const move = { type: 'TransitionJourney', sessionId: BROKEN, now: at(61) } as const;
  await script.run(OWN, { ...move, targetStateId: `${MARK}_ROOM`, commandId: `${MARK}-move` }, of);
  await script.run(OWN, { ...move, targetStateId: `${MARK}_HALL`, commandId: `${MARK}-refused` }, of);
  await script.run(OWN, { type: 'AbortOnTimeout', sessionId: TIMED_OUT, enteredRevision: 0n, now: at(300) }, of);
  await script.append(tenantTimeoutsStream(NEIGHBOUR), TIMEOUTS_PAUSED, { reason: REASON }, at(300), NEIGHBOUR);
}

async function writeOperation(
  append: (stream: string, type: string, data: object, seconds: number) => Promise<unknown>,
): Promise<void> {
  const stream = operationStream(NEIGHBOUR, `${MARK}-operation`);
  await append(stream, OPERATION_REQUESTED, OPERATION, 400);
  await append(stream, OPERATION_SELECTED, { first: 0, journeys: [[BROKEN, 1]], isLast: true }, 401);
  const result = { sessionId: BROKEN, outcome: 'refused', code: 'JOURNEY_ENDED', reason: REASON };
  await append(stream, OPERATION_PROGRESSED, { from: 0, results: [result] }, 402);
  const counts = { changed: 0, unchanged: 0, expired: 0, refused: 1, moved: 0, failed: 0 };
  await append(stream, OPERATION_COMPLETED, { counts }, 403);
}

const KEY: KeyCreated = {
  ...{ keyId: MARK, hash: NEIGHBOUR_KEY_HASH, name: `${MARK}-lead`, owner: `${MARK} desk` },
  ...{ environment: 'test', scopes: [...SCOPES], expiresAt: '9999-12-31T00:00:00.000Z', reason: REASON },
};

const ALIAS = { alias: `crm:${MARK}`, definitionId: OWN.id, sessionId: WAITING, since: -1 };

const VIOLATION: PolicyViolated = {
  ...{ policy: `${MARK}-policy`, kind: 'absence', sessionId: BROKEN, definitionId: OWN.id, definitionVersion: 1 },
  ...{ journeyRevision: 1, brokenAt: at(61), stateId: `${MARK}_ROOM`, customerId: CUSTOMER },
};

const ESCALATION: EscalationRequested = {
  ...{ escalation: 'back', kind: 'callback', queue: `${MARK}-queue`, reason: 'timeout', sessionId: TIMED_OUT },
  ...{ definitionId: OWN.id, definitionVersion: 1, stateId: `${MARK}_HALL`, currentStateId: 'ABORT_TIMEOUT' },
  ...{ customerId: CUSTOMER, channel: CHANNEL, journeyRevision: 1, triggeredAt: at(300), dueBy: at(600) },
  journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
};

const OPERATION: OperationRequested = {
  ...{ operationId: `${MARK}-operation`, kind: 'move', filter: { customerId: CUSTOMER } },
  ...{ target: { stateId: `${MARK}_GONE` }, reason: REASON, ratePerSecond: 10 },
  ...{ requestedBy: { subject: `${MARK}-lead` }, position: '1', at: at(400), shown: 1 },
};
