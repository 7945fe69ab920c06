import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerProcess, pause } from '../../support/ledger-process';
import { Random } from '../../support/random';
import { fetchFromLedger } from '../../support/replies';
import { CarefulDesk, DESK_SECRET } from './careful-desk';
import { inTurns } from './in-turns';
import { verification } from './ledger-files';

/** Entering `DESK` sends a webhook, entering `AGENT` waits to be pulled, and waiting there calls for both. */
const CALLS = {
  id: 'CrashCalls',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'DESK' }, { target: 'AGENT' }] },
    DESK: { escalation: 'desk', transitions: [{ target: 'DONE' }] },
    AGENT: {
      escalation: 'callback',
      timeout: { after: 'PT0.2S', target: 'DESK', escalation: 'callback' },
      transitions: [{ target: 'DONE' }],
    },
    DONE: { final: true },
  },
  escalations: { desk: { kind: 'webhook', target: 'desk' }, callback: { kind: 'callback', queue: 'retention' } },
} as const;

const CALLERS = 6;
const SETTLE_LIMIT_MS = 90_000;

interface Entry {
  readonly type: string;
  readonly revision: number | null;
  readonly escalationId: string | null;
  readonly data: { readonly escalation?: string; readonly nextEscalation?: string };
}

interface Escalation {
  readonly escalationId: string;
  readonly status: string;
  readonly kind: string;
  readonly sessionId: string;
  readonly journeyEventId: string;
  readonly history: readonly { readonly type: string }[];
}

/** Journeys that escalate on a server that is killed again and again, and the desk that hears of them. */
export class EscalationRun {
  readonly desk: CarefulDesk;
  readonly #random: Random;
  /** Journeys whose start was acknowledged: what they asked for stands in their streams. */
  readonly #sessions = new Set<string>();
  #process: LedgerProcess | undefined;
  #settings: Readonly<Record<string, string>> = {};
  #posted = 0;

  constructor(
    private readonly dataDir: string,
    seed: number,
  ) {
    this.#random = new Random(seed);
    this.desk = new CarefulDesk(new Random(seed + 1));
  }

  async start(): Promise<void> {
    const url = await this.desk.listen();
    const targets = [{ name: 'desk', url, secrets: [DESK_SECRET], allowPrivate: true, timeoutMs: 2_000 }];
    this.#settings = { WEBHOOK_TARGETS: JSON.stringify(targets), WEBHOOK_FIRST_PAUSE_MS: '50' };
    await this.#restart();
    if ((await this.#post('/v1/definitions', CALLS)) !== 201) throw new Error('The definition was not published.');
  }

  /** Posts, kills at a random moment and restarts; now and then what is disposable is lost meanwhile. */
  async round(): Promise<number> {
    const before = this.#sessions.size;
    const running = { goesOn: true };
    const calls = Promise.all(Array.from({ length: CALLERS }, () => this.#call(running)));
    while (this.#sessions.size === before) await pause(5);
    await pause(this.#random.between(0, 1_200));
    await this.#process?.kill();
    running.goesOn = false;
    await calls;
    if (this.#random.chance(0.34)) this.#loseReadModels();
    await this.#restart();
    return this.#sessions.size - before;
  }

  /** Waits until nothing is left to be delivered, and gives what is wrong with any escalation. */
  async settle(): Promise<readonly string[]> {
    const journeys = await this.#settled();
    const faults: string[] = [];
    const known = new Set<string>();
    for (const { sessionId, expected, escalations } of journeys) {
      for (const id of expected) {
        const escalation = escalations.get(id);
        known.add(id);
        if (escalation === undefined) faults.push(`${id} was lost`);
        else faults.push(...faultsOf(escalation, sessionId), ...this.#deskFaults(escalation));
      }
      for (const id of escalations.keys()) if (!expected.includes(id)) faults.push(`${id} has no request`);
    }
    for (const [id, { journeyEventId }] of this.desk.acted) {
      if (known.has(id)) continue;
      // Its start may have been appended although no caller was told.
      const escalation = await this.#get<Escalation>(`/v1/escalations/${id}`);
      if (escalation?.journeyEventId !== journeyEventId) faults.push(`${id} was sent without its journey's event`);
    }
    if (this.desk.unverified > 0) faults.push(`${this.desk.unverified} messages were not signed as they should be`);
    const { breaks } = await verification(this.dataDir);
    return [...faults, ...breaks.map((found) => JSON.stringify(found))];
  }

  async end(): Promise<void> {
    await this.#process?.kill();
    await this.desk.close();
  }

  async #call(running: { readonly goesOn: boolean }): Promise<void> {
    while (running.goesOn) {
      const sessionId = `call-${(this.#posted += 1)}`;
      const targetStateId = this.#random.pick(['DESK', 'AGENT']);
      try {
        const started = await this.#post('/v1/journeys', { sessionId, definitionId: CALLS.id });
        if (started === 201) this.#sessions.add(sessionId);
        await this.#post(`/v1/journeys/${sessionId}/transitions`, { targetStateId });
      } catch {
        // The server was killed meanwhile: what was appended is found in the journey's stream.
      }
    }
  }

  /** Every journey with the escalations that its events ask for, once the ledger has all of them and none is under way. */
  async #settled() {
    const giveUpAt = performance.now() + SETTLE_LIMIT_MS;
    for (;;) {
      const journeys = await inTurns([...this.#sessions], (sessionId) => this.#journey(sessionId));
      const isSettled = journeys.every(
        ({ expected, escalations, isWaiting }) =>
          !isWaiting &&
          expected.every((id) => escalations.has(id)) &&
          [...escalations.values()].every(({ status }) => status !== 'delivering'),
      );
      if (isSettled || performance.now() > giveUpAt) return journeys;
      await pause(250);
    }
  }

  async #journey(sessionId: string) {
    const { position, deadline } = (await this.#get<{ readonly position: string; readonly deadline: string | null }>(
      `/v1/journeys/${sessionId}`,
    )) ?? { position: '0', deadline: null };
    const timeline = await this.#get<{ readonly entries: readonly Entry[] }>(
      `/v1/journeys/${sessionId}/timeline?atLeast=${position}`,
    );
    const expected = (timeline?.entries ?? []).flatMap(({ revision, data }) => {
      const asked = [data.escalation, data.nextEscalation].filter((name) => name !== undefined);
      if (revision === null) return [];
      return asked.map((_, index) => `${sessionId}:${revision}${index === 0 ? '' : ':entry'}`);
    });
    const shown = new Set((timeline?.entries ?? []).flatMap(({ escalationId }) => escalationId ?? []));
    const escalations = new Map<string, Escalation>();
    for (const id of new Set([...expected, ...shown])) {
      const escalation = await this.#get<Escalation>(`/v1/escalations/${id}`);
      if (escalation !== undefined) escalations.set(id, escalation);
    }
    return { sessionId, expected, escalations, isWaiting: deadline !== null };
  }

  #deskFaults({ escalationId, kind, status, journeyEventId }: Escalation): readonly string[] {
    const acted = this.desk.acted.get(escalationId);
    if (kind !== 'webhook') return acted === undefined ? [] : [`${escalationId} was sent though it is to be pulled`];
    if (status !== 'delivered') return [`${escalationId} is ${status}`];
    if (acted === undefined) return [`${escalationId} is said to be delivered, and the desk knows nothing of it`];
    return acted.journeyEventId === journeyEventId ? [] : [`${escalationId} names another event than it was sent with`];
  }

  #loseReadModels(): void {
    for (const file of ['read-models.db', 'read-models.db-wal', 'read-models.db-shm']) {
      rmSync(join(this.dataDir, file), { force: true });
    }
  }

  async #restart(): Promise<void> {
    this.#process = await LedgerProcess.start(this.dataDir, this.#settings);
  }

  async #post(path: string, body: object): Promise<number> {
    const reply = await fetchFromLedger(`${this.#process?.url ?? ''}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await reply.arrayBuffer();
    return reply.status;
  }

  async #get<Body>(path: string): Promise<Body | undefined> {
    const reply = await fetchFromLedger(`${this.#process?.url ?? ''}${path}`);
    const body = (await reply.json()) as Body;
    return reply.ok ? body : undefined;
  }
}

function faultsOf({ escalationId, kind, history }: Escalation, sessionId: string): readonly string[] {
  const count = (type: string): number => history.filter((step) => step.type === type).length;
  const faults: string[] = [];
  if (count('EscalationRequested') !== 1) faults.push(`${escalationId} was requested more than once`);
  if (kind === 'webhook' && count('EscalationDelivered') !== 1) {
    faults.push(`${escalationId} was recorded as delivered ${count('EscalationDelivered')} times`);
  }
  if (!escalationId.startsWith(`${sessionId}:`)) faults.push(`${escalationId} belongs to another journey`);
  return faults;
}
