import { LedgerProcess, pause } from '../../support/ledger-process';
import { Random } from '../../support/random';
import { Acknowledged } from './acknowledged';
import { Caller } from './caller';
import { WAIT, WALK } from './crash-definitions';
import { inTurns } from './in-turns';
import { LedgerHttp } from './ledger-http';
import { verification } from './ledger-files';
import { ABORTED, timeoutFaults } from './timeout-faults';

const CALLERS = 12;
const SETTLE_LIMIT_MS = 60_000;
const FIRST_ANSWER_LIMIT_MS = 20_000;

/** Callers on a real server that is killed again and again, and what may be asked of it afterwards. */
export class CrashRun {
  readonly acknowledged = new Acknowledged();
  readonly #random: Random;
  readonly #callers: readonly Caller[];
  #process: LedgerProcess | undefined;
  #timeouts = 0;

  constructor(
    private readonly dataDir: string,
    seed: number,
  ) {
    this.#random = new Random(seed);
    this.#callers = Array.from(
      { length: CALLERS },
      (_, index) => new Caller(`caller${index}`, new Random(seed + index + 1), this.acknowledged),
    );
  }

  /** Timeouts that were found when everything had settled. */
  get timeouts(): number {
    return this.#timeouts;
  }

  async start(): Promise<void> {
    const ledger = await this.#restart();
    for (const definition of [WALK, WAIT]) {
      const { status, body } = await ledger.post('/v1/definitions', definition);
      if (status !== 201) throw new Error(`${definition.id} was not published: ${status} ${JSON.stringify(body)}`);
    }
  }

  /** Posts, kills at a random moment, restarts; gives what is wrong afterwards. */
  async round(): Promise<readonly string[]> {
    const ledger = this.#http();
    const calls = Promise.all(this.#callers.map((caller) => caller.run(ledger)));
    // A wrong answer ends the round at once; it is thrown below.
    const failed = calls.catch(() => undefined);
    await Promise.race([this.#untilSomethingIsDone(), failed]);
    await Promise.race([pause(this.#random.between(0, 1_500)), failed]);
    await this.#process?.kill();
    await calls;
    const restarted = await this.#restart();
    return [...(await this.#chainFaults()), ...(await this.acknowledged.faultsSinceLastLook(restarted))];
  }

  /** Waits until every timeout is due and recorded, then gives what is wrong with any journey. */
  async settle(): Promise<readonly string[]> {
    const ledger = this.#http();
    await untilNoDeadlineIsOpen(ledger);
    const now = new Date().toISOString();
    const timeouts = await inTurns(this.acknowledged.sessionIds, async (sessionId) => {
      const { position } = await ledger.journey(sessionId);
      const events = await ledger.events(sessionId, position);
      this.#timeouts += events.filter(({ type }) => type === ABORTED).length;
      return timeoutFaults(sessionId, events, now);
    });
    return [...(await this.#chainFaults()), ...(await this.acknowledged.faults(ledger)), ...timeouts.flat()];
  }

  /** Gives the exit code of a graceful stop. */
  async stop(): Promise<number | null> {
    return (await this.#process?.stop()) ?? null;
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** However slow the machine: a kill before the first answer would ask nothing of the ledger. */
  async #untilSomethingIsDone(): Promise<void> {
    const before = this.acknowledged.count;
    const giveUpAt = performance.now() + FIRST_ANSWER_LIMIT_MS;
    while (this.acknowledged.count === before && performance.now() < giveUpAt) await pause(5);
  }

  async #restart(): Promise<LedgerHttp> {
    this.#process = await LedgerProcess.start(this.dataDir);
    return this.#http();
  }

  #http(): LedgerHttp {
    if (this.#process === undefined) throw new Error('The server has not been started.');
    return new LedgerHttp(this.#process.url);
  }

  async #chainFaults(): Promise<readonly string[]> {
    const { breaks } = await verification(this.dataDir);
    return breaks.map(({ stream, revision, reason }) => `${stream} revision ${revision}: ${reason}`);
  }
}

async function untilNoDeadlineIsOpen(ledger: LedgerHttp): Promise<void> {
  const giveUpAt = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const { deadlines } = await ledger.get<{ deadlines: readonly object[] }>('/v1/deadlines?limit=1');
    if (deadlines.length === 0) return;
    if (performance.now() > giveUpAt) throw new Error(`A deadline is still open: ${JSON.stringify(deadlines[0])}`);
    await pause(50);
  }
}
