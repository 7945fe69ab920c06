import { runCli, type Ended } from '../support/cli';
import { RunningLedger, type Reply } from '../support/running-ledger';

const document = (id: string, version: number) => ({
  ...{ id, version, title: `Version ${version}`, initial: 'REQUESTED' },
  states: {
    REQUESTED: { timeout: { after: 'PT2H' }, transitions: [{ target: 'CALLED', event: 'CALL' }] },
    CALLED: { final: true },
  },
});

describe('the version that new journeys start with', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' })));
  afterAll(() => ledger.remove());

  let made = 0;
  async function published(): Promise<string> {
    made += 1;
    for (const version of [1, 2]) {
      expect((await ledger.post('/v1/definitions', document(`Call${made}`, version))).status).toBe(201);
    }
    return `Call${made}`;
  }
  const started = async (definitionId: string, sessionId: string) => {
    const reply = await ledger.post('/v1/journeys', { sessionId, definitionId });
    return reply.json()['definitionVersion'];
  };
  const makeCurrent = (id: string, version: number, more: object = {}): Promise<Reply> =>
    ledger.send('PUT', `/v1/definitions/${id}/current`, { body: { version, reason: 'Roll back', ...more } });
  const tell = (id: string, version: number, step: 'retire' | 'unretire', more: object = {}): Promise<Reply> =>
    ledger.post(`/v1/definitions/${id}/versions/${version}/${step}`, { reason: `To ${step}`, ...more });

  it('is rolled back by one call, with who did it and why', async () => {
    const id = await published();
    expect(await started(id, `${id}-1`)).toBe(2);
    const reply = await makeCurrent(id, 1);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({
      outcome: 'CHANGED',
      change: { type: 'DefinitionCurrentChanged', version: 1, reason: 'Roll back', actor: { kind: 'operator' } },
      current: { version: 1, since: { type: 'DefinitionCurrentChanged' } },
    });
    expect(await started(id, `${id}-2`)).toBe(1);
    expect((await ledger.get(`/v1/journeys/${id}-1`)).json()).toMatchObject({ definitionVersion: 2 });
    const history = (await ledger.get(`/v1/definitions/${id}`)).json();
    expect(history).toMatchObject({
      current: { version: 1, since: { reason: 'Roll back' } },
      revision: 2,
      versions: [{ version: 1 }, { version: 2 }],
      history: [
        { type: 'DefinitionPublished', version: 1 },
        { type: 'DefinitionPublished', version: 2 },
        { type: 'DefinitionCurrentChanged', version: 1 },
      ],
    });
    const { definitions } = (await ledger.get('/v1/definitions')).json() as { definitions: { id: string }[] };
    expect(definitions.find((one) => one.id === id)).toMatchObject({ current: { version: 1 } });
    expect((await ledger.post('/v1/definitions', document(id, 3))).status).toBe(201);
    expect(await started(id, `${id}-3`)).toBe(3);
  });

  it('is published with a reason, which its history has', async () => {
    const reason = 'Disputes go to a person';
    const path = `/v1/definitions?${new URLSearchParams({ reason }).toString()}`;
    expect((await ledger.post(path, document('Reasoned', 1))).status).toBe(201);
    // Published again, it stays as it was.
    expect((await ledger.post('/v1/definitions?reason=Other', document('Reasoned', 1))).status).toBe(200);
    const { history } = (await ledger.get('/v1/definitions/Reasoned')).json();
    expect(history).toEqual([expect.objectContaining({ type: 'DefinitionPublished', version: 1, reason })]);
    expect(
      (await ledger.post('/v1/definitions?reason=4111111111111111', document('Reasoned', 2))).json(),
    ).toMatchObject({
      code: 'CARD_DATA_REFUSED',
    });
  });

  it('is another one once it is retired, which counts the journeys that run it', async () => {
    const id = await published();
    await started(id, `${id}-1`);
    await started(id, `${id}-2`);
    const reply = await tell(id, 2, 'retire');
    expect(reply.json()).toMatchObject({
      outcome: 'CHANGED',
      change: { type: 'DefinitionRetired', version: 2 },
      current: { version: 1, since: { type: 'DefinitionRetired' } },
      openJourneys: {
        count: 2,
        states: [{ stateId: 'REQUESTED', journeys: 2 }],
        sample: [{ sessionId: `${id}-1`, version: 2, stateId: 'REQUESTED' }, { sessionId: `${id}-2` }],
      },
    });
    expect(await started(id, `${id}-3`)).toBe(1);
    const refused = await makeCurrent(id, 2);
    expect([refused.status, refused.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'DEFINITION_VERSION_RETIRED',
        detail: `Version 2 of definition "${id}" is retired: un-retire it before you make it current.`,
      }),
    ]);
    expect((await tell(id, 2, 'unretire')).json()).toMatchObject({ outcome: 'CHANGED', current: { version: 1 } });
    expect((await makeCurrent(id, 2)).json()).toMatchObject({ outcome: 'CHANGED', current: { version: 2 } });
    expect(await started(id, `${id}-4`)).toBe(2);
  });

  it('changes once for a command id, and not under a stale revision or for a malformed body', async () => {
    const id = await published();
    const first = await makeCurrent(id, 1, { commandId: 'roll-back' });
    const again = await makeCurrent(id, 1, { commandId: 'roll-back' });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toEqual(first.json());
    expect((await makeCurrent(id, 1)).json()).toMatchObject({ outcome: 'UNCHANGED' });
    expect((await makeCurrent(id, 2, { commandId: 'roll-back' })).json()).toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect((await makeCurrent(id, 2, { expectedRevision: 1 })).json()).toMatchObject({
      status: 409,
      code: 'REVISION_CONFLICT',
      detail: 'The versions are at revision 2; you expected revision 1. Read them again and retry.',
    });
    for (const wrong of [{ version: 0 }, { version: '2' }, { reason: '' }, { reason: null }, { other: 1 }]) {
      expect((await makeCurrent(id, 2, wrong)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    }
    expect((await makeCurrent(id, 9)).json()).toMatchObject({ status: 404, code: 'DEFINITION_NOT_FOUND' });
    expect((await tell('NoSuchCall', 1, 'retire')).status).toBe(404);
    expect((await ledger.get(`/v1/definitions/${id}`)).json()).toMatchObject({ revision: 2 });
  });

  describe('on the command line', () => {
    const journey = (...args: readonly string[]): Promise<Ended> => runCli(ledger, ['definition', ...args]);

    it('is shown, rolled back, retired and un-retired', async () => {
      const id = await published();
      await started(id, `${id}-1`);
      const why = ['--reason', 'Why not'];
      expect((await journey('list')).out).toMatch(new RegExp(`^${id} +2 +1, 2 +Version 2$`, 'm'));
      expect((await journey('current', `${id}@1`, ...why)).out).toMatch(
        /^Changed: version 1 made current \(revision 2, .*\)\. New journeys start with version 1\.\n$/,
      );
      expect((await journey('current', `${id}@1`, ...why)).out).toMatch(/^Version 1 is so already, since /);
      const retired = await journey('retire', `${id}@2`, ...why);
      expect(retired.out).toMatch(/^Changed: version 2 retired .*\n1 open journey runs it: REQUESTED 1\nThey are:\n/);
      expect(retired.out).toMatch(new RegExp(`^${id}-1 +REQUESTED`, 'm'));
      expect(await journey('current', `${id}@2`, ...why)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('is retired: un-retire it') as string,
      });
      expect((await journey('unretire', `${id}@2`, ...why)).exitCode).toBe(0);
      const shown = await journey('list', id);
      expect(shown.out).toMatch(/^ +1 +current +/m);
      expect(shown.out).toMatch(/ 1 +made current +2 +anonymous +Why not$/m);
      expect(JSON.parse((await journey('list', id, '--json')).out)).toMatchObject({ current: { version: 1 } });
    });

    it('is named as <id>@<version>', async () => {
      for (const name of ['Call1', 'Call1@0', 'Call1@x', '@1']) {
        expect(await journey('current', name, '--reason', 'x')).toMatchObject({
          exitCode: 2,
          err: expect.stringContaining('write <id>@<version>') as string,
        });
      }
      expect((await journey('list', 'NoSuchCall')).exitCode).toBe(1);
    });
  });
});
