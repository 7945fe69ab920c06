import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import second from '../../definitions/customer-journey-state.v2.json';
import { RunningLedger } from '../support/running-ledger';

const FIRST = join(__dirname, '../../definitions/customer-journey-state.json');
const DEFINITION = '/v1/definitions/CustomerJourneyState';
const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-shipped-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

/** A server over the same data, with what it ships. */
function start(roles = 'api', settings: Readonly<Record<string, string>> = {}): Promise<RunningLedger> {
  return RunningLedger.start({ DATA_DIR: join(folder, 'data'), ROLES: roles, ...settings });
}

/** The same, as it was when it shipped version 1 alone. */
function startWithFirst(roles?: string): Promise<RunningLedger> {
  const DEFINITIONS_DIR = mkdtempSync(join(folder, 'definitions-'));
  copyFileSync(FIRST, join(DEFINITIONS_DIR, 'first.json'));
  return start(roles, { DEFINITIONS_DIR });
}

async function versions(ledger: RunningLedger): Promise<readonly number[]> {
  const listing = (await ledger.get(DEFINITION)).json() as { versions: readonly { readonly version: number }[] };
  return listing.versions.map(({ version }) => version);
}

async function inTurn(...uses: readonly [() => Promise<RunningLedger>, (ledger: RunningLedger) => Promise<void>][]) {
  for (const [open, use] of uses) {
    const ledger = await open();
    try {
      await use(ledger);
    } finally {
      await ledger.stop();
    }
  }
}

describe.each([
  [1, () => startWithFirst()],
  [2, () => start()],
] as const)('the published payloads under version %i of the shipped definition', (version, open) => {
  it('are taken in order by each face', async () => {
    await inTurn([
      open,
      async (ledger) => {
        expect((await ledger.get(`${RECORDS}/r-1`)).status).toBe(404);
        const times = { createdAt: '2023-10-27T10:00:00Z', lastUpdated: '2023-10-27T10:00:00Z' };
        const metadata = { channel: 'voice', initiatingSource: 'inbound_queue' };
        const record = { stateId: 'INTRO_WELCOME', sessionId: 'r-1', ...times, metadata };
        expect((await ledger.post(RECORDS, { key: 'r-1', value: record })).status).toBe(201);
        expect((await ledger.post(RECORDS, { key: 'r-1', value: record })).status).toBe(200);
        const value = {
          ...{ stateId: 'PAYMENT_COLLECTOR', lastUpdated: '2023-10-27T10:05:00Z' },
          metadata: { previousState: 'INTRO_WELCOME' },
        };
        expect((await ledger.send('PUT', `${RECORDS}/r-1`, { body: { value } })).status).toBe(200);
        const stale = { value: { stateId: 'COMPLETED', version: 1 } };
        expect((await ledger.send('PUT', `${RECORDS}/r-1`, { body: stale })).status).toBe(409);

        const begun = await ledger.begin('j-1', { channel: 'voice', context: { verified: false } });
        expect([begun.status, begun.json()]).toMatchObject([201, { definitionVersion: version }]);
        expect((await ledger.move('j-1', { targetStateId: 'PAYMENT_COLLECTOR' })).json()).toMatchObject({
          ...{ definitionVersion: version, stateId: 'PAYMENT_COLLECTOR', previousStateId: 'INTRO_WELCOME' },
          ...{ allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'], context: { verified: false } },
        });

        const flow = async (call: string, body: object) =>
          (await ledger.post(`/v1/flow/${call}`, { sessionId: 'f-1', ...body })).json();
        const ensured = await flow('ensure', { definitionId: 'CustomerJourneyState', channel: 'voice' });
        expect(ensured).toMatchObject({ outcome: 'CREATED', definitionVersion: version });
        expect(await flow('context', { ctx_verified: false })).toMatchObject({ outcome: 'UNCHANGED' });
        expect(await flow('transition', { targetStateId: 'PAYMENT_COLLECTOR' })).toMatchObject({
          ...{ outcome: 'ADVANCED', revision: 1, version: 2, ctx_verified: false },
          allowedTargets: 'COMPLETED,AGENT_ESCALATION',
        });
        expect(await flow('status', {})).toMatchObject({ outcome: 'UNCHANGED', stateId: 'PAYMENT_COLLECTOR' });
      },
    ]);
  });
});

describe('version 2 of the shipped definition', () => {
  it('closes the context, and merges what voice and chat send where they meet', async () => {
    await inTurn([
      () => start(),
      async (ledger) => {
        const junk = await ledger.begin('junk', { context: { note: 'x' } });
        expect(junk.json()).toMatchObject({ status: 422, code: 'CONTEXT_INVALID' });
        await ledger.begin('both');
        await ledger.move('both', { targetStateId: 'IDENTIFY' });
        const body = { receiptEmail: 'ann@example.com' };
        expect((await ledger.send('PATCH', '/v1/journeys/both/context', { body })).status).toBe(200);
        const voice = { targetStateId: 'PAYMENT_COLLECTOR', expectedRevision: 1, context: { verified: true } };
        expect((await ledger.move('both', voice)).json()).toMatchObject({
          ...{ outcome: 'ADVANCED', context: { verified: true, receiptEmail: 'ann@example.com' } },
        });
        const stale = { targetStateId: 'COMPLETED', expectedRevision: 2 };
        expect((await ledger.move('both', stale)).json()).toMatchObject({ code: 'REVISION_CONFLICT' });
      },
    ]);
  });

  it('calls a desk from every state that times out', () => {
    const timeouts = Object.values(second.states).flatMap((state) => ('timeout' in state ? [state.timeout] : []));
    expect(timeouts).toHaveLength(5);
    for (const timeout of timeouts) expect(Object.keys(second.escalations)).toContain(timeout.escalation);
  });
});

describe('starting over a ledger that has the shipped definition', () => {
  const hasBoth = async (ledger: RunningLedger): Promise<void> => expect(await versions(ledger)).toEqual([1, 2]);
  const hasFirst = async (ledger: RunningLedger): Promise<void> => expect(await versions(ledger)).toEqual([1]);

  it('publishes version 2 where version 1 has no journeys', async () => {
    await inTurn([() => startWithFirst(), hasFirst], [() => start(), hasBoth], [() => start(), hasBoth]);
  });

  it.each([
    ['are in the read models', 'api,projector'],
    ['are not in the read models yet', 'api'],
  ])('leaves journeys, old and new ones, on version 1 where there are some that %s', async (_, roles) => {
    const log = jest.spyOn(Logger.prototype, 'log');
    await inTurn(
      [
        () => startWithFirst(roles),
        async (ledger) => {
          const { position } = (await ledger.begin('old', { context: { note: 'any' } })).json();
          if (roles !== 'api') await ledger.get(`/v1/journeys?limit=1&atLeast=${String(position)}`);
        },
      ],
      [
        () => start(roles),
        async (ledger) => {
          await hasFirst(ledger);
          expect(log.mock.calls.flat()).toContainEqual(
            expect.stringMatching(/^CustomerJourneyState stays at version 1/),
          );
          expect((await ledger.move('old', { targetStateId: 'IDENTIFY' })).status).toBe(200);
          expect((await ledger.begin('new')).json()).toMatchObject({ definitionVersion: 1 });
        },
      ],
    );
  });
});
