import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger, LedgerProcess, pause, ROOT } from '../support/ledger-process';

const DEFINITION = 'PaymentCall';

/** A budget that holds on a machine that is busy elsewhere. */
const PATIENT = { REQUEST_BUDGET_MS: '60000' };

/** The shipped definitions under another id, with deadlines that no test waits for. */
function definitions(): string[] {
  return ['customer-journey-state.json', 'customer-journey-state.v2.json'].map((file) =>
    readFileSync(join(ROOT, 'definitions', file), 'utf8')
      .replace('CustomerJourneyState', DEFINITION)
      .replaceAll(/"after": "PT/g, '"after": "P3DT'),
  );
}

function lines(): object[] {
  const commands: object[] = [];
  for (let n = 0; n < 30; n += 1) {
    const sessionId = `call-${100 + n}`;
    commands.push({ command: 'start', sessionId, definitionId: DEFINITION, channel: n % 2 ? 'chat' : 'voice' });
    if (n % 3 > 0) commands.push({ command: 'transition', sessionId, targetStateId: 'PAYMENT_COLLECTOR' });
    if (n % 3 > 1) commands.push({ command: 'transition', sessionId, targetStateId: 'COMPLETED' });
  }
  // One journey whose past has everything: contexts, a refusal with a guard, and what was typed as markup.
  const sessionId = 'story-1';
  commands.push(
    { command: 'start', sessionId, definitionId: DEFINITION, context: { channel: '<b>bold</b>' } },
    { command: 'transition', sessionId, targetStateId: 'IDENTIFY' },
    { command: 'transition', sessionId, targetStateId: 'PAYMENT_COLLECTOR' },
    { command: 'context', sessionId, context: { verified: true } },
    { command: 'transition', sessionId, targetStateId: 'PAYMENT_COLLECTOR', context: { amount: 12.5 } },
  );
  return commands;
}

/** A built ledger with some journeys, in a process of its own, as its console finds it. */
export class SeededLedger {
  private constructor(
    private process: LedgerProcess,
    private dataDir: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** @param key of the client that fills it, where access is on. */
  static async start(settings: Readonly<Record<string, string>> = {}, key?: string): Promise<SeededLedger> {
    buildLedger();
    const dataDir = mkdtempSync(join(tmpdir(), 'ledger-console-'));
    const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key };
    const started = await LedgerProcess.start(dataDir, { ...PATIENT, ...settings });
    const ledger = new SeededLedger(started, dataDir, headers);
    for (const definition of definitions()) await ledger.post('/v1/definitions', definition);
    // One line after the other is done in its session; sessions are done beside each other.
    const text = lines().map((line) => JSON.stringify(line));
    await ledger.post('/v1/commands', `${text.join('\n')}\n`, 'application/x-ndjson');
    await ledger.untilEntries('story-1', 5);
    return ledger;
  }

  get url(): string {
    return this.process.url;
  }

  post(path: string, body: unknown, type = 'application/json'): Promise<void> {
    return this.send('POST', path, body, type);
  }

  put(path: string, body: unknown): Promise<void> {
    return this.send('PUT', path, body, 'application/json');
  }

  private async send(method: string, path: string, body: unknown, type: string): Promise<void> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': type, ...this.headers };
    const reply = await fetch(this.url + path, { method, headers, body: text });
    const answer = await reply.text();
    if (!reply.ok && reply.status !== 409 && reply.status !== 422) throw new Error(`${path}: ${answer}`);
  }

  begin(sessionId: string, more: object = {}): Promise<void> {
    return this.post('/v1/journeys', { sessionId, definitionId: DEFINITION, ...more });
  }

  move(sessionId: string, targetStateId: string): Promise<void> {
    return this.post(`/v1/journeys/${sessionId}/transitions`, { targetStateId });
  }

  async get(path: string): Promise<Record<string, unknown>> {
    return (await (await fetch(this.url + path, { headers: this.headers })).json()) as Record<string, unknown>;
  }

  async entries(sessionId: string): Promise<number> {
    const { entries = [] } = await this.get(`/v1/journeys/${sessionId}/timeline`);
    return (entries as object[]).length;
  }

  /** Waits until the timeline has that many entries: read models follow a moment after a reply. */
  async untilEntries(sessionId: string, count: number): Promise<void> {
    while ((await this.entries(sessionId)) < count) await pause(50);
  }

  /** As a power cut would end it. */
  kill(): Promise<void> {
    return this.process.kill();
  }

  /** Halts it as a machine that hangs. Call what this gives to let it run. */
  halt(): () => void {
    return this.process.halt();
  }

  /** Starts it again at the same address. */
  async startAgain(): Promise<void> {
    this.process = await LedgerProcess.start(this.dataDir, { ...PATIENT, PORT: new URL(this.url).port });
  }

  /** Starts another ledger at the same address: with a folder that is empty. */
  async startEmpty(): Promise<void> {
    rmSync(this.dataDir, { recursive: true, force: true });
    this.dataDir = mkdtempSync(join(tmpdir(), 'ledger-console-'));
    await this.startAgain();
  }

  async remove(): Promise<void> {
    await this.process.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
