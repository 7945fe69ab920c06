import { runCli } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';
import { until } from '../support/until';

const DESK = {
  id: 'Desk',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'AGENT' }, { target: 'DONE' }] },
    AGENT: { escalation: 'callback', transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: { callback: { kind: 'callback', queue: 'retention' } },
};
const reason = 'The payment provider is down';

interface Entry {
  readonly type: string;
  readonly code: string | null;
  readonly commandId: string | null;
  readonly escalationId: string | null;
  readonly data: { readonly command?: string };
}

describe('what operators are refused', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    expect((await ledger.post('/v1/definitions', DESK)).status).toBe(201);
  });
  afterAll(() => ledger.remove());

  const begin = (sessionId: string) => ledger.post('/v1/journeys', { sessionId, definitionId: 'Desk' });
  const refusalsIn = async (sessionId: string, entries: number) =>
    ((await ledger.timelineWith(sessionId, entries)) as Entry[]).filter(({ type }) => type === 'CommandRejected');

  it('of one journey is in its timeline', async () => {
    await begin('ended');
    await ledger.move('ended', { targetStateId: 'DONE' });
    const bodies = {
      deadline: { deadline: null },
      restart: { reason },
      move: { targetStateId: 'AGENT', reason },
      migrate: { toVersion: 1, reason },
    };
    for (const [command, body] of Object.entries(bodies)) {
      const reply = await ledger.post(`/v1/journeys/ended/${command}`, { ...body, commandId: command });
      expect([command, reply.json()]).toMatchObject([command, { code: 'JOURNEY_ENDED' }]);
    }
    expect(await refusalsIn('ended', 6)).toMatchObject(
      Object.keys(bodies).map((commandId) => ({ commandId, code: 'JOURNEY_ENDED' })),
    );
  });

  it('of the journeys of a batch operation is in the timeline of each', async () => {
    await begin('batch');
    const { position } = (await ledger.move('batch', { targetStateId: 'DONE' })).json();
    await ledger.get(`/v1/journeys?limit=1&atLeast=${String(position)}`);
    const asked = { kind: 'restart', filter: { definitionId: 'Desk', state: 'DONE' }, reason, dryRun: false };
    expect((await ledger.post('/v1/operations', asked)).status).toBe(202);
    const [refusal] = await refusalsIn('batch', 3);
    expect(refusal).toMatchObject({ code: 'JOURNEY_ENDED', data: { command: 'RestartJourney' } });
  });

  it('of an escalation is in the timeline of its journey, and says which', async () => {
    await begin('desk');
    await ledger.move('desk', { targetStateId: 'AGENT' });
    const at = '/v1/escalations/desk:1';
    await until(async () => (await ledger.get(at)).status === 200);
    expect((await ledger.post(`${at}/claim`, { claimant: 'ann' })).status).toBe(200);
    const refused = await ledger.post(`${at}/claim`, { claimant: 'bob', commandId: 'second' });
    expect([refused.status, refused.json()]).toMatchObject([409, { code: 'ESCALATION_CLAIMED' }]);
    // Start, move, request and claim come before it.
    const [refusal] = await refusalsIn('desk', 5);
    expect(refusal).toMatchObject({
      ...{
        code: 'ESCALATION_CLAIMED',
        commandId: 'second',
        escalationId: 'desk:1',
        from: null,
        to: null,
        revision: null,
      },
      data: { command: 'ClaimEscalation', escalationStatus: 'claimed' },
    });
    const shown = await runCli(ledger, ['timeline', 'desk']);
    expect(shown.out).toMatch(/CommandRejected .*ESCALATION_CLAIMED/);
    const replayed = await runCli(ledger, ['replay', 'desk']);
    expect(replayed).toMatchObject({ exitCode: 0, err: '' });
    expect(replayed.out).toMatch(
      /ClaimEscalation refused: ESCALATION_CLAIMED\n +asked nothing more, of escalation desk:1 /,
    );
  });
});
