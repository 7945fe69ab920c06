import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashOfKey, SCOPES } from '@ledger/access';
import { RunningLedger, StandingClock, type Reply } from '../../support/running-ledger';
import { until } from '../../support/until';

const ROOT = { 'x-api-key': 'root' };
const SECRET = `whsec_${Buffer.from('desks-of-tenants-are-signed-so').toString('base64')}`;

/** Both tenants have it under this id; each names its own desk, and waits as long as it likes. */
const desk = (version: number, after: string, target: string) => ({
  id: 'Desk',
  version,
  initial: 'WELCOME',
  states: {
    WELCOME: { timeout: { after, escalation: 'help' }, transitions: [{ target: 'AGENT' }, { target: 'DONE' }] },
    AGENT: { escalation: 'help', timeout: { after: 'P1D' }, transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: { help: { kind: 'webhook', target } },
});

interface Delivery {
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** A desk that answers each webhook with what it is told to, and keeps what it got. */
class Receiver {
  readonly received: Delivery[] = [];
  answer = 204;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.on('request', (request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        const { data } = JSON.parse(text) as { data: Record<string, unknown> };
        receiver.received.push({ id: String(request.headers['webhook-id']), data });
        response.writeHead(receiver.answer).end();
      });
    });
    return receiver;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('two tenants with definitions, sessions, aliases and commands of the same ids', () => {
  const clock = new StandingClock('2026-11-02T09:00:00Z');
  const desks: Record<string, Receiver> = {};
  let ledger: RunningLedger;
  let acme: Record<string, string>;

  beforeAll(async () => {
    desks['front'] = await Receiver.listen();
    desks['back'] = await Receiver.listen();
    const target = { secrets: [SECRET], allowPrivate: true };
    const targets = [
      { ...target, name: 'front', url: desks['front'].url },
      { ...target, name: 'back', url: desks['back'].url, tenants: ['acme'] },
    ];
    ledger = await RunningLedger.start(
      {
        ...{ AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin` },
        ...{ WEBHOOK_TARGETS: JSON.stringify(targets), WEBHOOK_DEAD_LETTER_SECONDS: '60' },
      },
      { clock },
    );
    const key = { name: 'acme-lead', owner: 'Acme', scopes: [...SCOPES] };
    acme = { 'x-api-key': (await ledger.post('/v1/keys?tenant=acme', key, ROOT)).json()['secret'] as string };
    await published(desk(1, 'PT1H', 'front'), ROOT);
    await published(desk(1, 'PT5M', 'back'), acme);
  });
  afterAll(async () => {
    await ledger.remove();
    for (const receiver of Object.values(desks)) await receiver.close();
  });

  const published = async (document: object, headers: Record<string, string>): Promise<void> => {
    expect((await ledger.post('/v1/definitions', document, headers)).status).toBe(201);
  };
  const begin = async (sessionId: string): Promise<void> => {
    const body = { sessionId, definitionId: 'Desk', aliases: [`crm:${sessionId}`], commandId: `begin-${sessionId}` };
    for (const headers of [ROOT, acme]) expect((await ledger.post('/v1/journeys', body, headers)).status).toBe(201);
  };
  const shown = async (path: string, headers: Record<string, string>, holds: (reply: Reply) => boolean) =>
    (await until(() => ledger.get(path, headers), holds)).json();
  const state = async (sessionId: string, headers: Record<string, string>): Promise<unknown> =>
    (await ledger.get(`/v1/journeys/${sessionId}`, headers)).json()['stateId'];

  it('time out each under their own definition and override, and escalate to their own desk', async () => {
    await begin('late');
    const override = { after: 'PT2M', applyTo: 'waiting', reason: 'Short-staffed', commandId: 'override-1' };
    const path = '/v1/definitions/Desk/timeouts/WELCOME';
    expect((await ledger.send('PUT', path, { body: override, headers: acme })).status).toBe(200);
    clock.forward(3 * 60_000);
    await shown('/v1/journeys/late', acme, ({ text }) => text.includes('"TIMED_OUT"'));
    expect(await state('late', ROOT)).toBe('WELCOME');
    expect((await ledger.get(path, ROOT)).json()).toMatchObject({ inForce: null });
    const sent = await shown('/v1/escalations/late:1', acme, ({ text }) => text.includes('"delivered"'));
    expect(sent).toMatchObject({ sessionId: 'late', target: 'back' });
    expect(desks['back']?.received).toMatchObject([{ id: 'acme/late:1', data: { tenant: 'acme', sessionId: 'late' } }]);
    expect(desks['front']?.received).toEqual([]);
    for (const call of ['claim', 'complete', 'replay']) {
      const reply = await ledger.post(`/v1/escalations/late:1/${call}`, call === 'replay' ? { reason: 'x' } : {}, ROOT);
      expect([call, reply.status, reply.json()['code']]).toEqual([call, 404, 'ESCALATION_NOT_FOUND']);
    }
  });

  it('have no target of each other: one that is another tenant’s is as unknown as one that is not configured', async () => {
    await published({ ...desk(1, 'P1D', 'front'), id: 'Thief' }, acme);
    await published({ ...desk(1, 'P1D', 'none'), id: 'Lost' }, acme);
    const failures: unknown[] = [];
    for (const definitionId of ['Thief', 'Lost']) {
      await ledger.post('/v1/journeys', { sessionId: definitionId, definitionId }, acme);
      expect((await ledger.move(definitionId, { targetStateId: 'AGENT' }, acme)).status).toBe(200);
      const { delivery } = await shown(`/v1/escalations/${definitionId}:1`, acme, ({ text }) =>
        text.includes('TARGET'),
      );
      const { lastFailure } = delivery as { lastFailure: object };
      failures.push(JSON.parse(JSON.stringify(lastFailure).replaceAll('front', 'none')));
    }
    expect(failures[0]).toMatchObject({ code: 'TARGET_UNKNOWN' });
    expect(failures[0]).toEqual(failures[1]);
    expect(desks['front']?.received).toEqual([]);
  });

  it('redeliver their own dead letters', async () => {
    const back = desks['back'] as Receiver;
    back.answer = 500;
    await begin('dead');
    expect((await ledger.move('dead', { targetStateId: 'AGENT' }, acme)).status).toBe(200);
    await shown('/v1/escalations/dead:1', acme, ({ text }) => /"attempts":[1-9]/.test(text));
    clock.forward(61_000);
    await shown('/v1/escalations/dead:1', acme, ({ text }) => text.includes('"dead-lettered"'));
    back.answer = 204;
    const again = { reason: 'The desk is back', commandId: 'again-1' };
    expect((await ledger.post('/v1/escalations/dead:1/replay', again, ROOT)).status).toBe(404);
    expect((await ledger.post('/v1/escalations/dead:1/replay', again, acme)).status).toBe(200);
    await shown('/v1/escalations/dead:1', acme, ({ text }) => text.includes('"delivered"'));
    expect(back.received.at(-1)?.id).toBe('acme/dead:1');
  });

  it('pause and resume their own timeouts alone', async () => {
    await begin('held');
    expect((await ledger.post('/v1/timeouts/pause', { reason: 'Maintenance' }, acme)).status).toBe(200);
    expect((await ledger.get('/v1/timeouts', ROOT)).json()).toMatchObject({ paused: false });
    clock.forward(61 * 60_000);
    await shown('/v1/journeys/held', ROOT, ({ text }) => text.includes('"TIMED_OUT"'));
    expect(await state('held', acme)).toBe('WELCOME');
    expect((await ledger.post('/v1/timeouts/resume', { reason: 'Done' }, ROOT)).json()['code']).toBe(
      'TIMEOUTS_NOT_PAUSED',
    );
  });

  it('are changed by their own batch operations alone, and found by their own aliases', async () => {
    await begin('moved');
    await published(desk(2, 'PT9M', 'back'), acme);
    const operation = {
      ...{ kind: 'migrate', filter: { definitionId: 'Desk', state: 'WELCOME' }, target: { version: 2 } },
      ...{ reason: 'Version 1 is over', dryRun: false, commandId: 'operation-1' },
    };
    const started = await ledger.post('/v1/operations', operation, acme);
    const operationId = String(started.json()['operationId']);
    const done = await shown(`/v1/operations/${operationId}`, acme, ({ text }) => text.includes('"COMPLETED"'));
    expect(JSON.stringify(done)).toMatch(/"changed":[12]\b/);
    const version = async (sessionId: string, headers: Record<string, string>): Promise<unknown> =>
      (await ledger.get(`/v1/journeys/${sessionId}`, headers)).json()['definitionVersion'];
    expect([await version('held', acme), await version('moved', acme)]).toContain(2);
    expect([await version('held', ROOT), await version('moved', ROOT)]).toEqual([1, 1]);
    for (const headers of [acme, ROOT]) {
      const { journeys } = await shown('/v1/lookup?q=crm:moved', headers, ({ text }) => text.includes('"moved"'));
      expect(journeys).toEqual([{ by: 'alias', sessionId: 'moved' }]);
    }
    expect((await ledger.get(`/v1/operations/${operationId}`, ROOT)).status).toBe(404);
    expect((await ledger.get('/v1/operations', ROOT)).json()).toMatchObject({ operations: [] });
  });
});
