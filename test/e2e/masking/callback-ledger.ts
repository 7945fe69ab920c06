import { hashOfKey } from '@ledger/access';
import type { LedgerOptions } from '../../../apps/ledger/src/ledger';
import { RunningLedger, type Reply } from '../../support/running-ledger';
import { PLANTED_PERSONAL } from '../../support/secrets/planted-secrets';
import { until } from '../../support/until';

/** A value of personal properties, which no answer for a caller without `personal.read` may have. */
export const PLANT = PLANTED_PERSONAL;

const PERSONAL = { type: 'string', 'x-personal': true } as const;

/** Personal data at the top, within a property by a reference, and within the items of a list. */
export const CALLBACK = {
  id: 'Callback',
  version: 1,
  initial: 'ASK',
  states: {
    ASK: {
      transitions: [
        { target: 'CALL', event: 'GO', guard: "context.phone != '' && context.customer.email != ''" },
        { target: 'LOST', guard: "context.phone == 'unknown' && context.verified" },
      ],
    },
    CALL: { escalation: 'desk', timeout: { after: 'PT1H', target: 'LOST' }, transitions: [{ target: 'DONE' }] },
    LOST: { transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: { desk: { kind: 'callback', queue: 'desk' } },
  policies: { called: { kind: 'precedence', first: 'CALL', then: 'DONE' } },
  context: {
    type: 'object',
    properties: {
      phone: { ...PERSONAL, default: '' },
      customer: { $ref: '#/$defs/customer' },
      contacts: {
        type: 'array',
        items: { type: 'object', properties: { number: PERSONAL, kind: { type: 'string' } } },
      },
      verified: { type: 'boolean', default: false },
    },
    $defs: { customer: { type: 'object', properties: { email: PERSONAL, tier: { type: 'string' } } } },
  },
};

export const CONTEXT = {
  phone: PLANT,
  customer: { email: PLANT, tier: 'gold' },
  contacts: [{ number: PLANT, kind: 'home' }],
};
export const SHOWN = { customer: { tier: 'gold' }, contacts: [{ kind: 'home' }], verified: false };
export const MASKED = ['phone', 'customer.email', 'contacts[].number'];

const SCOPES = 'statestore.read+statestore.write+definitions.write+analytics.read+audit.read+operations.write';

/** Two callers, who differ in nothing but the scope. */
export const DESK = { 'x-api-key': 'desk-key' };
export const WHOLE = { 'x-api-key': 'whole-key' };

export function callbackLedger(
  settings: Readonly<Record<string, string>> = {},
  options: LedgerOptions = {},
): Promise<RunningLedger> {
  const keys = `desk:${hashOfKey('desk-key')}:${SCOPES}, whole:${hashOfKey('whole-key')}:${SCOPES}+personal.read`;
  return RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: keys, ...settings }, options);
}

/** What each kind of address names, once the ledger has everything in it that can hold personal data. */
export async function filled(ledger: RunningLedger): Promise<Readonly<Record<string, string>>> {
  const ok = async (sending: Promise<Reply>): Promise<Record<string, unknown>> => {
    const reply = await sending;
    if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`);
    return reply.json();
  };
  const post = (path: string, body: object) => ledger.post(path, body, DESK);
  await ok(post('/v1/definitions', CALLBACK));
  await ok(post('/v1/definitions', { ...CALLBACK, version: 2, upgrade: { when: 'operator' } }));
  const start = { definitionId: 'Callback', definitionVersion: 1, customerId: 'c-1', context: CONTEXT };
  await ok(post('/v1/journeys', { ...start, sessionId: 'mask-1', commandId: 'start-1', channel: 'voice' }));
  const refused = await post('/v1/journeys/mask-1/transitions', { targetStateId: 'LOST', commandId: 'lost' });
  if (refused.status !== 422) throw new Error(refused.text);
  const patch = { contacts: [{ number: PLANT, kind: 'home' }], customer: { email: `${PLANT}!` } };
  await ok(ledger.send('PATCH', '/v1/journeys/mask-1/context', { body: patch, headers: DESK }));
  await ok(post('/v1/journeys/mask-1/transitions', { event: 'GO', context: { customer: { email: PLANT } } }));
  await ok(post('/v1/journeys', { ...start, sessionId: 'mask-2' }));
  // The operation is about the journeys that the read models have.
  await ledger.timelineWith('mask-2', 1, DESK);
  const filter = { definitionId: 'Callback', state: 'ASK' };
  const target = { version: 2, set: { phone: PLANT, customer: { email: PLANT } } };
  const batch = { kind: 'migrate', filter, target, reason: 'new rules', ratePerSecond: 1000 };
  const { token } = await ok(post('/v1/operations', batch));
  const operation = await ok(post('/v1/operations', { ...batch, dryRun: false, token }));
  await ok(ledger.get(`/v1/operations?atLeast=${String(operation['position'])}`, DESK));
  return {
    ...{ sessionId: 'mask-1', definitionId: 'Callback', datastoreId: 'Callback', version: '1', customerId: 'c-1' },
    ...{ stateId: 'CALL', operationId: String(operation['operationId']), name: await projectionIn(ledger) },
    ...{ problem: 'journey-not-found', q: 'mask-1', states: 'ASK,CALL' },
    escalationId: await escalationIn(ledger),
  };
}

/** A sandbox of one caller, with personal data in it. */
export async function sandboxOf(ledger: RunningLedger, headers: Readonly<Record<string, string>>): Promise<string> {
  const created = await ledger.post('/v1/sandboxes', { definition: { ...CALLBACK, id: 'Draft' } }, headers);
  const { sandboxId } = created.json() as { sandboxId: string };
  const line = { command: 'start', sessionId: 'try-1', definitionId: 'Draft', context: CONTEXT };
  await ledger.post(`/v1/sandboxes/${sandboxId}/commands`, line, headers);
  return sandboxId;
}

async function projectionIn(ledger: RunningLedger): Promise<string> {
  const { projections } = (await ledger.get('/v1/projections', DESK)).json() as { projections: { name: string }[] };
  return projections[0]?.name ?? '';
}

async function escalationIn(ledger: RunningLedger): Promise<string> {
  const listed = async (): Promise<readonly { readonly escalationId: string }[]> =>
    ((await ledger.get('/v1/escalations', DESK)).json()['escalations'] ?? []) as { escalationId: string }[];
  const [first] = await until(listed, ({ length }) => length > 0);
  return first?.escalationId ?? '';
}
