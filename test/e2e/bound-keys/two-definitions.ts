import { hashOfKey, SCOPES } from '@ledger/access';
import { RunningLedger, StandingClock, type Reply } from '../../support/running-ledger';
import { until } from '../../support/until';

export type Headers = Readonly<Record<string, string>>;

/** Administrators see both. */
export const ROOT: Headers = { 'x-api-key': 'root' };

/** Of the two definitions, the bound key is for the first. Every name that is of one of them has its name in it. */
export const OWN = 'Heron';
export const OTHER = 'Zebra';
/** What is of the other one, or of the definition that ships with the ledger. */
export const OF_OTHER = /zebra|CustomerJourneyState/i;
const BOTH = [OWN, OTHER] as const;
type Name = (typeof BOTH)[number];

/** What journeys of both have. */
const CUSTOMER = 'shared-customer';
const ALIAS = 'crm:shared';
/** Before and after what times out. */
const FORWARD_MS = 90_000;

function definition(name: Name, version: number): object {
  const state = name.toUpperCase();
  const [ask, call, old, done] = [`${state}_ASK`, `${state}_CALL`, `${state}_OLD`, `${state}_DONE`];
  return {
    ...{ id: name, version, initial: ask },
    states: {
      [ask]: {
        timeout: { after: 'PT1M', escalation: 'back' },
        transitions: [{ target: call }, { target: done }, ...(version === 1 ? [{ target: old }] : [])],
      },
      [call]: { timeout: { after: 'P1D' }, transitions: [{ target: done }] },
      // What is in it is stuck once there is a second version.
      ...(version === 1 && { [old]: { transitions: [{ target: done }] } }),
      [done]: { final: true },
    },
    context: { type: 'object', properties: { note: { type: 'string' } } },
    escalations: { back: { kind: 'callback', queue: `${name}-queue`, within: 'PT5M' } },
    policies: { [`${name.toLowerCase()}-rule`]: { kind: 'absence', state: call, atMost: 0 } },
    upgrade: version === 1 ? undefined : { when: 'never' },
  };
}

/** A ledger with journeys of two definitions, of which each has something of everything. */
export class TwoDefinitions {
  /** What each kind of name is of either definition, by the parameters of addresses. */
  readonly ids: Record<Name, Record<string, string>> = { [OWN]: {}, [OTHER]: {} };
  /** Credentials for the own definition alone: a key, and a token of it. */
  key: Headers = {};
  token: Headers = {};

  private constructor(readonly ledger: RunningLedger) {}

  static async start(): Promise<TwoDefinitions> {
    const clock = new StandingClock('2026-11-02T09:00:00Z');
    const settings = { AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin`, RATE_LIMIT_PER_SECOND: '0' };
    const both = new TwoDefinitions(await RunningLedger.start(settings, { clock }));
    for (const name of BOTH) await both.fill(name);
    await both.post('/v1/operations', {
      ...{ kind: 'abort', filter: { customerId: 'zebra-none' }, reason: 'All, those of Zebra too', dryRun: false },
    });
    clock.forward(FORWARD_MS);
    for (const name of BOTH) await both.settle(name);
    await both.logIn();
    return both;
  }

  /** Without administrators' scope: what is refused is refused for the definitions alone. */
  private async logIn(): Promise<void> {
    const scopes = SCOPES.filter((scope) => scope !== 'admin');
    const made = await this.post('/v1/keys', { name: 'flow', owner: 'Desk', scopes, definitions: [OWN] });
    const secret = String(made['secret']);
    const { keyId } = made['key'] as { keyId: string };
    const client = { grant_type: 'client_credentials', client_id: keyId, client_secret: secret };
    const { access_token: token } = await this.post('/oauth/token', client, {});
    this.key = { 'x-api-key': secret };
    this.token = { authorization: `Bearer ${String(token)}` };
    const sandbox = await this.post('/v1/sandboxes', { definitionId: OWN }, this.key);
    this.ids[OWN]['sandboxId'] = String(sandbox['sandboxId']);
  }

  private async fill(name: Name): Promise<void> {
    const state = name.toUpperCase();
    await this.post('/v1/definitions', definition(name, 1));
    const lines: object[] = [];
    for (const [what, customerId] of [
      ['timed-out', CUSTOMER],
      ['broken', CUSTOMER],
      ['orphan', CUSTOMER],
      ['aborted', `${name}-customer`],
    ] as const) {
      const start = { command: 'start', sessionId: `${name}-${what}`, definitionId: name, customerId };
      const aliases = what === 'broken' ? [ALIAS] : [];
      lines.push({ ...start, aliases, channel: `${name}-channel`, context: { note: `${name}-note` } });
    }
    const move = (what: string, targetStateId: string): number =>
      lines.push({ command: 'transition', sessionId: `${name}-${what}`, targetStateId });
    move('broken', `${state}_NOWHERE`);
    move('broken', `${state}_CALL`);
    move('orphan', `${state}_OLD`);
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const type = { 'content-type': 'application/x-ndjson' };
    const { text: outcomes } = await this.ledger.post('/v1/commands', text, { ...ROOT, ...type });
    expect(outcomes.match(/"outcome":"\w+"/g)?.filter((outcome) => outcome.includes('REJECTED'))).toHaveLength(1);
    await this.post('/v1/definitions', definition(name, 2));
    const override = { after: 'P2D', applyTo: 'waiting', reason: `${name} override` };
    const path = `/v1/definitions/${name}/timeouts/${state}_CALL`;
    expect((await this.ledger.send('PUT', path, { body: override, headers: ROOT })).status).toBe(200);
    await this.ledger.timelineWith(`${name}-aborted`, 1, ROOT);
    const abort = { kind: 'abort', filter: { definitionId: name, customerId: `${name}-customer` } };
    const operation = await this.post('/v1/operations', { ...abort, reason: `${name} reason`, dryRun: false });
    // Before its journey times out by itself.
    await this.until(`/v1/operations/${String(operation['operationId'])}`, /"COMPLETED"/);
    this.ids[name] = {
      ...{ sessionId: `${name}-broken`, definitionId: name, datastoreId: name, customerId: CUSTOMER, version: '1' },
      ...{ stateId: `${state}_CALL`, states: `${state}_ASK`, q: ALIAS, operationId: String(operation['operationId']) },
      ...{ alias: ALIAS, problem: 'journey-not-found', name: 'current-state', position: '1' },
    };
  }

  /** Until all that follows from what was done is recorded, and in the read models. */
  private async settle(name: Name): Promise<void> {
    // After what timed out: it waits while the clock does not move.
    await this.post('/v1/journeys', { sessionId: `${name}-open`, definitionId: name, definitionVersion: 1 });
    await this.until(`/v1/journeys/${name}-timed-out`, /"TIMED_OUT"|ABORT_TIMEOUT/);
    const listed = await this.until(`/v1/escalations?definitionId=${name}`, /"escalationId":"/);
    this.ids[name]['escalationId'] = /"escalationId":"([^"]+)"/.exec(listed)?.[1] ?? '';
    await this.until(`/v1/policies/violations?definitionId=${name}`, /-rule"/);
    await this.until(`/v1/journeys?sort=-startedAt`, new RegExp(`${name}-open`));
    await this.until(
      `/v1/analytics/series?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z&definitionId=${name}`,
      /"timeouts":1/,
    );
  }

  private async until(path: string, holds: RegExp): Promise<string> {
    const isThere = ({ status, text }: Reply): boolean => status === 200 && holds.test(text);
    return (await until(() => this.ledger.get(path, ROOT), isThere)).text;
  }

  private async post(path: string, body: object, headers: Headers = ROOT): Promise<Record<string, unknown>> {
    const reply: Reply = await this.ledger.post(path, body, headers);
    expect([path, reply.status < 300, reply.text]).toEqual([path, true, expect.anything()]);
    return reply.json();
  }
}
