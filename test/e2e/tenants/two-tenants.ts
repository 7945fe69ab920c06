import { hashOfKey, SCOPES } from '@ledger/access';
import { RunningLedger, StandingClock, type Reply } from '../../support/running-ledger';
import type { NamedIds } from './named-ids';
import { until } from '../../support/until';

export const TENANTS = ['default', 'acme'] as const;
export type Tenant = (typeof TENANTS)[number];

const ROOT = { 'x-api-key': 'root' };
const OPERATOR = 'Night-shift';
/** Both tenants have it, the far one in a second version. */
const COMMON = 'Desk';

const desk = (version: number, further: string) => ({
  id: COMMON,
  version,
  initial: 'WELCOME',
  states: {
    WELCOME: { timeout: { after: 'PT5M' }, transitions: [{ target: 'DONE' }, { target: further }] },
    [further]: { timeout: { after: 'PT5M' }, transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { note: { type: 'string' } } },
});

/** What one tenant has and the other lacks: each value ends in F, and with N instead neither has it. */
const ofTenant = (tenant: Tenant, last: 'F' | 'N') => ({
  definition: `Private_${tenant}_${last}`,
  state: `STATE_${tenant}_${last}`,
  customer: `customer_${tenant}_${last}`,
  alias: `crm:${tenant}_${last}`,
  channel: `channel_${tenant}_${last}`,
  queue: `queue_${tenant}_${last}`,
  // The settings of the installation name targets: metrics have them as labels.
  target: `desk_${tenant.slice(0, 3)}_${last}`,
  policy: `policy-${tenant}-${last}`.toLowerCase(),
  resource: `person_${tenant}_${last}`,
  property: `property_${tenant}_${last}`,
});

const privateDefinition = (tenant: Tenant) => {
  const { definition: id, state, queue, target, policy, property } = ofTenant(tenant, 'F');
  return {
    id,
    version: 1,
    initial: 'WELCOME',
    states: {
      WELCOME: {
        timeout: { after: 'PT1M', escalation: 'back' },
        transitions: [{ target: state }, { target: 'HOOK' }, { target: 'DONE' }],
      },
      [state]: { timeout: { after: 'P1D' }, transitions: [{ target: 'DONE' }] },
      HOOK: { escalation: 'hook', timeout: { after: 'P1D' }, transitions: [{ target: 'DONE' }] },
      DONE: { final: true },
    },
    context: { type: 'object', properties: { [property]: { type: 'string' } } },
    escalations: { back: { kind: 'callback', queue, within: 'PT5M' }, hook: { kind: 'webhook', target } },
    policies: { [policy]: { kind: 'absence', state, atMost: 0 } },
  };
};

/** A ledger with two tenants, each with something of everything, and a clock that moves no further once it is there. */
export class TwoTenants {
  private readonly made = new Map<
    Tenant,
    { readonly operation: string; readonly sandbox: string; readonly key: string }
  >();

  private constructor(
    readonly ledger: RunningLedger,
    private readonly keys: Readonly<Record<Tenant, string>>,
  ) {}

  /**
   * @param far the tenant that others ask for.
   * @param cases how many sessions each of them gets, for calls that may change one.
   */
  static async start(far: Tenant, cases: number): Promise<TwoTenants> {
    const clock = new StandingClock('2026-11-02T09:00:00Z');
    const targets = TENANTS.map((tenant) => ({
      ...{ name: ofTenant(tenant, 'F').target, url: 'http://127.0.0.1:9/hook', allowPrivate: true, tenants: [tenant] },
      secrets: [`whsec_${Buffer.from('two-tenants-that-never-meet-here').toString('base64')}`],
    }));
    const ledger = await RunningLedger.start(
      {
        AUTH_MODE: 'api-key',
        API_KEYS: `root:${hashOfKey('root')}:admin`,
        RATE_LIMIT_PER_SECOND: '0',
        // What is recorded of reads comes up to a second later; test/e2e/who-read.e2e.spec.ts has it of two tenants.
        AUDIT_READS: 'off',
        WEBHOOK_TARGETS: JSON.stringify(targets),
      },
      { clock },
    );
    const key = async (tenant: Tenant): Promise<string> => {
      const terms = { name: `lead-${tenant}`, owner: 'Desk', scopes: [...SCOPES] };
      return String(created(await ledger.post(`/v1/keys?tenant=${tenant}`, terms, ROOT)).json()['secret']);
    };
    const both = new TwoTenants(ledger, { default: await key('default'), acme: await key('acme') });
    for (const tenant of TENANTS) await both.fill(tenant, cases);
    // The far one alone has another version of what both have.
    const second = desk(2, ofTenant(far, 'F').state);
    created(await ledger.post(`/v1/definitions?reason=${OPERATOR}`, second, both.headers(far)));
    clock.forward(90_000);
    for (const tenant of TENANTS) await both.settle(tenant);
    return both;
  }

  headers(tenant: Tenant): Record<string, string> {
    return { 'x-api-key': this.keys[tenant] };
  }

  /** What each name stands for in the case with this number, for a caller of one tenant that asks for what the other has. */
  namedIds(asking: Tenant, far: Tenant, number: number): (twin: 'F' | 'N') => NamedIds {
    const shared = { ...ofTenant(far, 'F') };
    const missing = { ...ofTenant(far, 'N') };
    const own = ofTenant(asking, 'F');
    const made = this.made.get(far);
    const ofOwn = this.made.get(asking);
    if (made === undefined || ofOwn === undefined) throw new Error('The tenants are not filled.');
    const plain = (name: keyof typeof shared) => ({ own: own[name], far: shared[name], none: missing[name] });
    const random = (ofWhich: keyof typeof made) => ({
      ...{ own: ofOwn[ofWhich], far: made[ofWhich], none: otherwise(made[ofWhich]) },
    });
    return (twin) => ({
      session: {
        own: `own_${asking}_${number}${twin}`,
        ...{ far: `far_${far}_${number}F`, none: `far_${far}_${number}N` },
      },
      definition: { ...plain('definition'), own: COMMON },
      version: { own: '1', far: '2', none: '3' },
      state: { ...plain('state'), own: 'WELCOME' },
      customer: plain('customer'),
      alias: plain('alias'),
      channel: plain('channel'),
      queue: plain('queue'),
      target: plain('target'),
      policy: plain('policy'),
      resource: plain('resource'),
      property: { ...plain('property'), own: 'note' },
      escalation: {
        own: `escalated_${asking}_F:1`,
        ...{ far: `escalated_${far}_F:1`, none: `escalated_${far}_N:1` },
      },
      operation: random('operation'),
      sandbox: random('sandbox'),
      key: random('key'),
      tenant: { own: asking, far, none: 'none' },
      text: { own: `crm:${asking}_F`, far: `crm:${far}_F`, none: `crm:${far}_N` },
    });
  }

  private async fill(tenant: Tenant, cases: number): Promise<void> {
    const { ledger } = this;
    const headers = this.headers(tenant);
    const { definition, state, customer, alias, channel, property } = ofTenant(tenant, 'F');
    for (const document of [desk(1, 'BACK'), privateDefinition(tenant)]) {
      created(await ledger.post('/v1/definitions', document, headers));
    }
    const lines: object[] = [];
    const start = (sessionId: string, definitionId: string, more: object = {}): void => {
      lines.push({ command: 'start', sessionId, definitionId, channel, ...more });
    };
    for (let number = 0; number < cases; number += 1) {
      for (const twin of ['F', 'N']) start(`own_${tenant}_${number}${twin}`, COMMON);
      start(`far_${tenant}_${number}F`, COMMON, { customerId: customer });
    }
    start(`timed-out_${tenant}`, definition, { customerId: customer, context: { [property]: 'x' }, aliases: [alias] });
    start(`broken_${tenant}_F`, definition, { customerId: customer });
    lines.push({ command: 'transition', sessionId: `broken_${tenant}_F`, targetStateId: state });
    lines.push({ command: 'transition', sessionId: `timed-out_${tenant}`, targetStateId: 'NOWHERE' });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const reply = await ledger.post('/v1/commands', text, { ...headers, 'content-type': 'application/x-ndjson' });
    const outcomes = reply.text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { outcome: string }).outcome);
    expect(outcomes.filter((outcome) => outcome !== 'CREATED' && outcome !== 'ADVANCED')).toEqual(['REJECTED']);
    const override = { after: 'P2D', applyTo: 'waiting', reason: OPERATOR };
    expect(
      (await ledger.send('PUT', `/v1/definitions/${definition}/timeouts/${state}`, { body: override, headers })).status,
    ).toBe(200);
    const sandbox = created(await ledger.post('/v1/sandboxes', { definitionId: COMMON }, headers)).json();
    const terms = { name: `flow-${tenant}`, owner: 'Desk', scopes: ['statestore.read'] };
    const { key } = created(await ledger.post('/v1/keys', terms, headers)).json() as { key: { keyId: string } };
    const moved = { kind: 'abort', filter: { customerId: `${customer}-none` }, reason: OPERATOR, dryRun: false };
    const operation = (await ledger.post('/v1/operations', moved, headers)).json();
    this.made.set(tenant, {
      sandbox: String(sandbox['sandboxId']),
      operation: String(operation['operationId']),
      key: key.keyId,
    });
  }

  /** Until all that follows from what was done is recorded. */
  private async settle(tenant: Tenant): Promise<void> {
    const headers = this.headers(tenant);
    const shown = (path: string, holds: (reply: Reply) => boolean): Promise<Reply> =>
      until(() => this.ledger.get(path, headers), holds);
    // Now, so that its delivery is not tried again while the clock does not move.
    const sessionId = `escalated_${tenant}_F`;
    created(
      await this.ledger.post('/v1/journeys', { sessionId, definitionId: ofTenant(tenant, 'F').definition }, headers),
    );
    expect((await this.ledger.move(sessionId, { targetStateId: 'HOOK' }, headers)).status).toBe(200);
    const of = this.made.get(tenant)?.operation ?? '';
    await shown(`/v1/operations/${of}`, ({ text }) => text.includes('"COMPLETED"'));
    await shown(`/v1/escalations/${sessionId}:1`, ({ text }) => /"attempts":[1-9]/.test(text));
    await shown(`/v1/escalations/timed-out_${tenant}:1`, ({ status }) => status === 200);
    await shown('/v1/policies/violations', ({ text }) => text.includes(`broken_${tenant}_F`));
  }
}

function created(reply: Reply): Reply {
  expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
  return reply;
}

/** An id of the same shape that neither has. */
function otherwise(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
}
