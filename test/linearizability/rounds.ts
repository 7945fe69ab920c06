import { LedgerHttp } from '../e2e/crash/ledger-http';
import { pause } from '../support/ledger-process';
import { ofThisRun } from '../support/of-this-run';
import { Random } from '../support/random';
import { Caller } from './caller';
import { violations } from './check';
import { DEFINITION } from './operations';

const CALLERS = 12;
const SESSIONS = [ofThisRun('one'), ofThisRun('two'), ofThisRun('three'), ofThisRun('four')] as const;

/** A ledger of one process or several, which can be killed while callers are at work. */
export interface Killable {
  /** Where a caller asks: the same one always the same process. */
  url(caller: number): string;
  /** As a power cut would. */
  kill(): Promise<void>;
  revive(): Promise<void>;
}

export interface Rounds {
  /** Operations, how many of them have no answer, and what is wrong with the others. */
  readonly operations: number;
  readonly unanswered: number;
  readonly violations: readonly string[];
}

/** Callers on the same journeys, a kill at a random moment of each round, and what the checker says of all answers. */
export async function runRounds(ledger: Killable, rounds: number, seed: number): Promise<Rounds> {
  const random = new Random(seed);
  const first = new LedgerHttp(ledger.url(0));
  const published = await first.post('/v1/definitions', DEFINITION);
  // 200: a server that tests are given has it already.
  if (published.status !== 201 && published.status !== 200) throw new Error(`Publishing gave ${published.status}.`);
  for (const sessionId of SESSIONS) await first.post('/v1/journeys', { sessionId, definitionId: DEFINITION.id });
  const callers = Array.from(
    { length: CALLERS },
    (_, index) => new Caller(`c${index}`, new Random(seed + index + 1), SESSIONS),
  );
  for (let round = 0; round < rounds; round += 1) {
    let isOver = false;
    const calls = Promise.all(
      callers.map((caller, index) =>
        caller.run(
          () => ledger.url(index),
          () => isOver,
        ),
      ),
    );
    // A wrong answer is thrown below.
    const failed = calls.catch(() => undefined);
    await Promise.race([pause(random.between(500, 2_000)), failed]);
    await ledger.kill();
    isOver = true;
    await calls;
    await ledger.revive();
  }
  const operations = callers.flatMap((caller) => caller.operations);
  const found: string[] = [];
  const last = new LedgerHttp(ledger.url(0));
  for (const sessionId of SESSIONS) {
    const { position } = await last.journey(sessionId);
    const events = await last.events(sessionId, position);
    const own = operations.filter((operation) => operation.sessionId === sessionId);
    found.push(...violations(own, events).map((problem) => `${sessionId}: ${problem}`));
  }
  const unanswered = operations.filter(({ told }) => told === undefined).length;
  return { operations: operations.length, unanswered, violations: found };
}
