import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { parseStream } from '@ledger/journey';
import { buildLedger, LedgerProcess, pause } from '../../support/ledger-process';
import { LedgerHttp } from './ledger-http';

const JOURNEYS = 300;
const KILLS = 4;

interface Operation {
  readonly status: string;
  readonly done: number;
  readonly selected: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Kills the server at random moments, while a batch operation runs. */
describe('a batch operation whose server is killed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ledger-operation-crash-'));
  let ledger: LedgerProcess | undefined;
  beforeAll(() => buildLedger());
  afterAll(async () => {
    await ledger?.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is resumed, and hits each journey exactly once', async () => {
    ledger = await LedgerProcess.start(dataDir);
    let http = new LedgerHttp(ledger.url);
    const lines = Array.from({ length: JOURNEYS }, (_, n) => ({
      ...{ command: 'start', sessionId: `call-${String(n).padStart(4, '0')}`, commandId: `start-${n}` },
      definitionId: 'CustomerJourneyState',
    }));
    let started = 0;
    for await (const { outcome } of http.postLines(lines)) started += outcome === 'CREATED' ? 1 : 0;
    expect(started).toBe(JOURNEYS);
    const { position } = await http.journey(`call-${String(JOURNEYS - 1).padStart(4, '0')}`);
    await http.get(`/v1/journeys?limit=1&atLeast=${position}`);
    const asked = {
      ...{ kind: 'move', filter: { status: 'ACTIVE' }, target: { stateId: 'AGENT_ESCALATION' }, reason: 'Drill' },
      ...{ ratePerSecond: 200, dryRun: false, commandId: 'drill' },
    };
    const { status, body } = await http.post<{ operationId: string }>('/v1/operations', asked);
    expect(status).toBe(202);
    const { operationId } = body;
    const at = `/v1/operations/${operationId}`;

    const seenAt: number[] = [];
    for (let kills = 0; kills < KILLS; kills++) {
      const before = seenAt.at(-1) ?? 0;
      let done = before;
      // Somewhere behind the next progress: between a journey's command and its record, as often as not.
      while (done <= before && done < JOURNEYS) ({ done } = await http.get<Operation>(at));
      await pause(Math.floor(Math.random() * 250));
      await ledger.kill();
      seenAt.push(done);
      ledger = await LedgerProcess.start(dataDir);
      http = new LedgerHttp(ledger.url);
    }
    let operation = await http.get<Operation>(at);
    while (operation.status !== 'COMPLETED') operation = await http.get<Operation>(at);
    // The last of them was killed in the midst of it, or nothing would be proved.
    expect(seenAt[0]).toBeLessThan(JOURNEYS);
    expect(operation).toMatchObject({ selected: JOURNEYS, done: JOURNEYS, counts: { changed: JOURNEYS } });
    expect(await ledger.stop()).toBe(0);
    ledger = undefined;
    expect(await movesByJourney(join(dataDir, 'ledger.db'), operationId)).toEqual(
      new Map(lines.map(({ sessionId }) => [sessionId, ['JourneyStarted', 'JourneyMoved']])),
    );
  });
});

/** The events of each journey of the tenant that the test moves, as the ledger file has them. */
async function movesByJourney(path: string, operationId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const store = await SqliteEventStore.open({ path, readOnly: true });
  const types = new Map<string, string[]>();
  try {
    for await (const { stream, type, metadata } of store.readAll()) {
      const parsed = parseStream(stream);
      if (parsed?.kind !== 'journey' || parsed.tenant !== 'default') continue;
      types.set(parsed.id, [...(types.get(parsed.id) ?? []), type]);
      if (type === 'JourneyMoved') expect(metadata).toContain(`"commandId":"operation:${operationId}"`);
    }
  } finally {
    await store.close();
  }
  return types;
}
