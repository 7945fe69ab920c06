import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { swapIndexEntries } from '../faults/flipped-bits';
import { runCli } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

const dataDir = mkdtempSync(join(tmpdir(), 'ledger-damaged-'));
let ledger: RunningLedger;

beforeAll(async () => {
  ledger = await RunningLedger.start({ DATA_DIR: dataDir });
  for (let n = 170; n < 175; n++) await ledger.begin(`k${n}`);
  await ledger.stop();
  swapIndexEntries(join(dataDir, 'ledger.db'), 'journey.default-k170', 'journey.default-k171');
  ledger = await RunningLedger.start({ DATA_DIR: dataDir });
});

afterAll(async () => {
  await ledger.stop();
  rmSync(dataDir, { recursive: true });
});

it('refuses the journeys that are damaged on every face, and serves the others', async () => {
  const detail: unknown = expect.stringContaining('Stream journey.default-k170 is damaged and not served');
  expect((await ledger.get('/v1/journeys/k170')).json()).toMatchObject({ status: 500, code: 'LEDGER_DAMAGED', detail });
  const moved = await ledger.post('/v1/journeys/k171/transitions', { targetStateId: 'IDENTIFY' });
  expect(moved.json()).toMatchObject({ status: 500, code: 'LEDGER_DAMAGED' });
  const flow = await ledger.post('/v1/flow/status', { sessionId: 'k170' });
  expect(flow.status).toBe(200);
  expect(flow.json()).toMatchObject({ outcome: 'UNAVAILABLE', reasonCode: 'LEDGER_DAMAGED' });
  const line = JSON.stringify({ command: 'transition', sessionId: 'k170', targetStateId: 'IDENTIFY' });
  const lines = await ledger.post('/v1/commands', line, { 'content-type': 'application/x-ndjson' });
  expect(lines.json()).toMatchObject({ outcome: 'UNAVAILABLE', code: 'LEDGER_DAMAGED' });
  expect((await ledger.get('/v1/journeys/k172')).status).toBe(200);
  // What the read models hold of a journey is not served once its damage is known.
  const timeline = await ledger.get('/v1/journeys/k170/timeline');
  expect(timeline.json()).toMatchObject({ status: 500, code: 'LEDGER_DAMAGED', detail });
  expect((await ledger.get('/v1/journeys/k172/timeline')).status).toBe(200);
});

it('counts them in the readiness, which stays up and names none, as anybody may ask, and in a metric', async () => {
  const ready = await ledger.get('/health/ready');
  expect(ready.status).toBe(200);
  const { ledger: check } = ready.json()['details'] as { ledger: { damagedStreams: number } };
  expect(check.damagedStreams).toBe(2);
  expect(ready.text).not.toContain('k170');
  expect((await ledger.get('/metrics')).text).toContain('\nledger_damaged_streams 2\n');
});

it('is named by verify, with what SQLite’s own check finds', async () => {
  const found = await runCli(ledger, ['verify', '--quiet', '--json', '--data-dir', dataDir]);
  expect(found.exitCode).toBe(1);
  const report = JSON.parse(found.out) as { refused: { stream: string }[]; fileFindings: string[] };
  expect(report.refused.map(({ stream }) => stream)).toEqual(['journey.default-k170', 'journey.default-k171']);
  expect(report.fileFindings.join()).toContain('missing from index');
  const { out } = await runCli(ledger, ['verify', '--quiet', '--data-dir', dataDir]);
  expect(out).toContain('REFUSED journey.default-k170');
});
