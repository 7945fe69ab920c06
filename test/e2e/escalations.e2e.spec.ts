import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';
import { until } from '../support/until';

const SECRET = `whsec_${Buffer.from('escalations-are-signed-like-this').toString('base64')}`;

const DEFINITION = {
  id: 'Calls',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'AGENT' }, { target: 'DESK' }, { target: 'DONE' }] },
    AGENT: { escalation: 'callback', transitions: [{ target: 'DONE' }, { target: 'SERVED' }] },
    DESK: { escalation: 'desk', transitions: [{ target: 'DONE' }, { target: 'SERVED' }] },
    DONE: { final: true },
    SERVED: { final: true, outcome: 'success' },
  },
  escalations: {
    callback: { kind: 'callback', queue: 'retention', within: 'PT15M' },
    desk: { kind: 'webhook', target: 'desk' },
  },
};

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A desk that answers each webhook with what it is told to. */
class Desk {
  readonly received: Received[] = [];
  answer = 204;
  private server: Server | undefined;
  private readonly waiting: (() => void)[] = [];

  async listen(): Promise<string> {
    this.server = createServer(
      (request, response) => void this.take(request).then(() => response.writeHead(this.answer).end()),
    );
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  async until(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
    for (const wake of this.waiting.splice(0)) wake();
  }
}

describe('escalations over HTTP', () => {
  const desk = new Desk();
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;

  beforeAll(async () => {
    const url = await desk.listen();
    const targets = [{ name: 'desk', url, secrets: [SECRET], allowPrivate: true }];
    ledger = await RunningLedger.start({ WEBHOOK_TARGETS: JSON.stringify(targets) }, { clock });
    expect((await ledger.post('/v1/definitions', DEFINITION)).status).toBe(201);
  });
  afterAll(async () => {
    await ledger.remove();
    await desk.close();
  });

  async function escalate(sessionId: string, targetStateId: string): Promise<string> {
    await ledger.post('/v1/journeys', { sessionId, definitionId: 'Calls', customerId: 'ann', channel: 'voice' });
    const moved = await ledger.post(`/v1/journeys/${sessionId}/transitions`, { targetStateId });
    expect(moved.status).toBe(200);
    const id = `${sessionId}:1`;
    await until(async () => (await ledger.get(`/v1/escalations/${id}`)).status === 200);
    return id;
  }

  const command = (id: string, name: string, body: object = {}, headers: Record<string, string> = {}): Promise<Reply> =>
    ledger.post(`/v1/escalations/${id}/${name}`, body, headers);
  const status = async (id: string): Promise<unknown> => (await ledger.get(`/v1/escalations/${id}`)).json()['status'];
  const listed = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await ledger.get(`/v1/escalations?${query}`)).json()['escalations'] as never;

  it('are overdue once they were due, show where the journey is now, and are withdrawn once it was served', async () => {
    const [open, held] = [await escalate('served-1', 'AGENT'), await escalate('served-2', 'AGENT')];
    await command(held, 'claim', { claimant: 'ann', leaseSeconds: 86_400 });
    clock.forward(15 * 60_000);
    const overdue = async () => (await listed('status=overdue')).map(({ escalationId }) => escalationId);
    await until(async () => (await overdue()).length === 2);
    const [counts] = await ledger.events('/v1/live/counts', 1);
    expect(counts?.data).toMatchObject({ overdueEscalations: 2 });
    expect((await ledger.get(`/v1/escalations/${open}`)).json()).toMatchObject({
      ...{ status: 'open', overdue: true, stateId: 'AGENT', currentStateId: 'AGENT', withdrawal: null },
    });
    for (const sessionId of ['served-1', 'served-2']) {
      await ledger.post(`/v1/journeys/${sessionId}/transitions`, { targetStateId: 'SERVED' });
    }
    await until(async () => (await status(open)) === 'withdrawn');
    await until(async () => (await ledger.get(`/v1/escalations/${held}`)).json()['withdrawal'] !== null);
    expect((await ledger.get(`/v1/escalations/${held}`)).json()).toMatchObject({
      ...{ status: 'claimed', overdue: true, stateId: 'AGENT', currentStateId: 'SERVED' },
      withdrawal: { stateId: 'SERVED', journeyRevision: 2, toldAt: null },
    });
    await until(async () => (await overdue()).join() === held);
    expect((await listed('status=withdrawn'))[0]).toMatchObject({ escalationId: open, currentStateId: 'SERVED' });
    expect((await command(open, 'claim', { claimant: 'bob' })).json()).toMatchObject({ code: 'ESCALATION_ENDED' });
    expect((await command(held, 'complete', { claimant: 'ann' })).json()).toMatchObject({ status: 'completed' });
    clock.forward(-15 * 60_000);
  });

  it('are claimed by a client that sends Content-Type and no body', async () => {
    const id = await escalate('bare-1', 'AGENT');
    const headers = { 'content-type': 'application/json' };
    const claimed = await ledger.send('POST', `/v1/escalations/${id}/claim`, { body: '', headers });
    expect([claimed.status, claimed.json()['status']]).toEqual([200, 'claimed']);
  });

  it('wait in the pull queue, are claimed once, and completed by who claimed them', async () => {
    const id = await escalate('pull-1', 'AGENT');
    // The claim of the test before may not be in the read models yet.
    await until(async () => (await listed('status=open&queue=retention'))[0]?.['escalationId'] === id);
    expect((await listed('status=open&queue=retention'))[0]).toMatchObject({
      escalationId: id,
      status: 'open',
      kind: 'callback',
      reason: 'entry',
      sessionId: 'pull-1',
      stateId: 'AGENT',
      customerId: 'ann',
      channel: 'voice',
      dueBy: '2026-11-02T09:45:00.000Z',
      claim: null,
    });
    const note = 'The customer is on the line';
    const claim = await command(id, 'claim', { claimant: 'ann', leaseSeconds: 60, note, commandId: 'claim-1' });
    expect(claim.status).toBe(200);
    expect(claim.json()).toMatchObject({
      outcome: 'ADVANCED',
      status: 'claimed',
      claim: { claimant: 'ann', until: '2026-11-02T09:31:00.000Z' },
    });
    expect((await ledger.get(`/v1/escalations/${id}`)).json()['history']).toContainEqual(
      expect.objectContaining({ type: 'EscalationClaimed', data: expect.objectContaining({ note }) as unknown }),
    );
    const again = await command(
      ...([id, 'claim', { claimant: 'ann', leaseSeconds: 60, note }, { 'idempotency-key': 'claim-1' }] as const),
    );
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toMatchObject({ replayed: true, revision: 1, claim: { claimant: 'ann' } });
    const position = String(claim.json()['position']);
    expect(await listed(`status=open&atLeast=${position}`)).toEqual([]);

    const taken = await command(id, 'claim', { claimant: 'bob' });
    expect(taken.status).toBe(409);
    expect(taken.json()).toMatchObject({
      code: 'ESCALATION_CLAIMED',
      escalationStatus: 'claimed',
      claim: { claimant: 'ann' },
    });
    for (const name of ['release', 'complete']) {
      expect((await command(id, name, { claimant: 'bob' })).json()).toMatchObject({ code: 'ESCALATION_CLAIM_LOST' });
    }
    const done = await command(id, 'complete', { claimant: 'ann', outcome: 'called back' });
    expect(done.json()).toMatchObject({ status: 'completed', completion: { claimant: 'ann', outcome: 'called back' } });
    expect((await command(id, 'complete', { claimant: 'ann' })).json()).toMatchObject({
      status: 409,
      code: 'ESCALATION_ENDED',
    });
    const details = (await ledger.get(`/v1/escalations/${id}`)).json();
    const history = details['history'] as readonly Record<string, unknown>[];
    expect(history.map(({ type }) => type)).toEqual([
      'EscalationRequested',
      'EscalationClaimed',
      'EscalationCompleted',
    ]);
    const timeline = await ledger.get(`/v1/journeys/pull-1/timeline?atLeast=${String(done.json()['position'])}`);
    const all = timeline.json()['entries'] as readonly Record<string, unknown>[];
    // Refused attempts are recorded after their reply.
    const entries = all.filter(({ type }) => type !== 'CommandRejected');
    expect(entries.map(({ type, escalationId }) => [type, escalationId])).toEqual([
      ['JourneyStarted', null],
      ['JourneyTransitioned', null],
      ['EscalationRequested', id],
      ['EscalationClaimed', id],
      ['EscalationCompleted', id],
    ]);
  });

  it('come back to the queue when a claim is released or has run out', async () => {
    const id = await escalate('pull-2', 'AGENT');
    await command(id, 'claim', { claimant: 'ann' });
    expect((await command(id, 'release', { claimant: 'ann', note: 'no answer' })).json()).toMatchObject({
      status: 'open',
      claim: null,
    });
    await command(id, 'claim', { claimant: 'ann', leaseSeconds: 60 });
    clock.forward(60_000);
    expect(await status(id)).toBe('open');
    const lost = await command(id, 'complete', { claimant: 'ann' });
    expect(lost.json()).toMatchObject({ status: 409, code: 'ESCALATION_CLAIM_LOST', escalationStatus: 'open' });
    const taken = await command(id, 'claim', { claimant: 'bob' });
    expect(taken.json()).toMatchObject({ claim: { claimant: 'bob' } });
    const renewed = await command(id, 'claim', { claimant: 'bob', leaseSeconds: 900, renew: true });
    expect(renewed.json()).toMatchObject({ claim: { claimant: 'bob', until: '2026-11-02T09:46:00.000Z' } });
  });

  it('go to a webhook, signed so that the public library takes them, and are completed without a claim', async () => {
    const id = await escalate('hook-1', 'DESK');
    await desk.until(1);
    const { headers, body } = desk.received[0] ?? { headers: {}, body: '' };
    expect(headers['webhook-id']).toBe(id);
    // The ledger's clock is fixed; the library compares with the present one.
    jest.useFakeTimers({ now: clock.now(), doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
    const message = new Webhook(SECRET).verify(body, headers) as Record<string, unknown>;
    jest.useRealTimers();
    expect(message).toMatchObject({
      type: 'escalation.requested',
      data: { escalationId: id, tenant: 'default', sessionId: 'hook-1', customerId: 'ann', stateId: 'DESK' },
    });
    await until(async () => (await status(id)) === 'delivered');
    expect((await command(id, 'claim')).json()).toMatchObject({ code: 'ESCALATION_NOT_CLAIMABLE' });
    expect((await command(id, 'replay')).json()).toMatchObject({ code: 'ESCALATION_NOT_DEAD_LETTERED' });
    expect((await command(id, 'complete', { claimant: 'ann' })).json()).toMatchObject({ status: 'completed' });
  });

  it('are dead letters where the target is gone, and are replayed under the same id', async () => {
    desk.answer = 410;
    const before = desk.received.length;
    const id = await escalate('hook-2', 'DESK');
    await until(async () => (await status(id)) === 'dead-lettered');
    expect((await ledger.get(`/v1/escalations/${id}`)).json()).toMatchObject({
      delivery: { attempts: 1, nextAttemptAt: null, lastFailure: { code: 'HTTP_410', status: 410 } },
    });
    await until(async () => (await listed('status=dead-lettered')).length === 1);
    const metrics = (await ledger.get('/metrics')).text;
    expect(metrics).toContain('webhook_dead_letters_total{target="desk"} 1');
    expect(metrics).toContain('escalations_waiting{kind="webhook",status="dead-lettered"} 1');
    expect(metrics).toContain('webhook_breaker_state{target="desk"} 0');
    expect(metrics).toContain('webhook_attempts_total{target="desk",outcome="delivered"} 1');
    desk.answer = 200;
    clock.forward(1_000);
    const replayed = await command(id, 'replay', { reason: 'the desk is back', commandId: 'replay-1' });
    expect(replayed.json()).toMatchObject({ status: 'delivering', outcome: 'ADVANCED' });
    await until(async () => (await status(id)) === 'delivered');
    const ids = desk.received.slice(before).map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([id, id]);
  });

  it('are told of in health, and refused with a problem document where they are wrong', async () => {
    expect((await ledger.get('/health/ready')).json()).toMatchObject({ details: { escalations: { status: 'up' } } });
    for (const [method, path, body, code] of [
      ['GET', '/v1/escalations/unknown:1', undefined, 'ESCALATION_NOT_FOUND'],
      ['POST', '/v1/escalations/unknown:1/claim', {}, 'ESCALATION_NOT_FOUND'],
      ['POST', '/v1/escalations/unknown/complete', {}, 'ESCALATION_NOT_FOUND'],
      ['GET', '/v1/escalations/%2e%2e', undefined, 'VALIDATION_FAILED'],
      ['GET', `/v1/escalations/${'a'.repeat(201)}`, undefined, 'VALIDATION_FAILED'],
      ['GET', '/v1/escalations?status=OPEN', undefined, 'VALIDATION_FAILED'],
      ['GET', '/v1/escalations?cursor=abc', undefined, 'VALIDATION_FAILED'],
      ['GET', '/v1/escalations?claimant=x', undefined, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/claim', { leaseSeconds: 0 }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/claim', { leaseSeconds: '60' }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/claim', { claimant: '' }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/claim', { renew: 'yes' }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/claim', [], 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/release', { outcome: 'x' }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/complete', { commandId: '' }, 'VALIDATION_FAILED'],
      ['POST', '/v1/escalations/pull-2:1/replay', { reason: 7 }, 'VALIDATION_FAILED'],
    ] as const) {
      const reply = await ledger.send(method, path, body === undefined ? {} : { body });
      expect([path, body, reply.json()['code']]).toEqual([path, body, code]);
      expect(reply.status).toBe(code === 'VALIDATION_FAILED' ? 400 : 404);
    }
  });
});
