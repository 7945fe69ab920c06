import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLedger } from '@ledger/audit';
import { CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import {
  assertIntact,
  EventStoreError,
  LedgerDamagedError,
  readEvents,
  streamName,
  StoreUnreadableError,
  UpcasterRegistry,
  type EventStore,
  type RecordedEvent,
} from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { journeyStream } from '@ledger/journey';
import { Random } from '../support/random';
import { anyBit, flipBit, structuralBit, type Bit } from './flipped-bits';

const JOURNEYS = 120;
const upcasters = new UpcasterRegistry();

/** What became of a ledger whose file was damaged. */
export interface Outcome {
  /** Journeys that are refused; all of them if the ledger does not open. */
  readonly refused: number;
  /** Sentences on what must not be: something else than was written was given, or damage is not named. */
  readonly faults: readonly string[];
}

/** A ledger of some journeys, of which copies are damaged: what they serve is compared with what was written. */
export class DamagedLedger {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ledger-damage-'));
  readonly #sound = join(this.#folder, 'ledger.db');
  readonly #copy = join(this.#folder, 'copy.db');
  readonly #written = new Map<string, string>();
  #all: readonly string[] = [];

  static async written(): Promise<DamagedLedger> {
    const ledger = new DamagedLedger();
    await ledger.#write();
    return ledger;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Copies, each with one bit turned over: what was found wrong, and how many of them refused a journey. */
  async afterFlips(
    count: number,
    random: Random,
    choose: (path: string, random: Random) => Bit,
  ): Promise<{ readonly faults: readonly string[]; readonly refusing: number }> {
    const faults: string[] = [];
    let refusing = 0;
    for (let round = 0; round < count; round++) {
      const bit = choose(this.#sound, random);
      const outcome = await this.after((path) => flipBit(path, bit));
      if (outcome.refused > 0) refusing++;
      faults.push(...outcome.faults.slice(0, 3).map((fault) => `bit ${bit}: ${fault}`));
    }
    return { faults, refusing };
  }

  /** A copy, damaged in some way, after it was read in every way. */
  async after(damage: (path: string) => void): Promise<Outcome> {
    copyFileSync(this.#sound, this.#copy);
    damage(this.#copy);
    let store: SqliteEventStore;
    try {
      store = await SqliteEventStore.open({ path: this.#copy, readOnly: true });
    } catch (error) {
      return { refused: JOURNEYS, faults: isTold(error) ? [] : [`It does not open: ${String(error)}`] };
    }
    try {
      return await this.#read(store);
    } finally {
      await store.close();
    }
  }

  async #write(): Promise<void> {
    const store = await SqliteEventStore.open({ path: this.#sound });
    const handling = await new CommandHandlingFixture(store).publish();
    for (let number = 0; number < JOURNEYS; number++) {
      const sessionId = `k${number}`;
      const context = { attempts: number, cardLast4: String(number) };
      const command = { type: 'StartJourney', sessionId, context } as const;
      await handling.execute(command, { definitionId: PAYMENT_DEFINITION.id });
      if (number % 2 === 0) await handling.move(sessionId, 'PAY');
      // Refused, so that there are streams of attempts as well.
      if (number % 3 === 0) await handling.move(sessionId, 'NOWHERE');
      await handling.attempts.drain();
    }
    for (let number = 0; number < JOURNEYS; number++) {
      this.#written.set(`k${number}`, asText(await events(store, `k${number}`)));
    }
    const all: RecordedEvent[] = [];
    for await (const event of store.readAll()) all.push(event);
    this.#all = all.map((event) => asText([event]));
    await store.close();
  }

  async #read(store: EventStore): Promise<Outcome> {
    const faults: string[] = [];
    const refused: string[] = [];
    for (const [sessionId, text] of this.#written) {
      try {
        const found = asText(await events(store, sessionId));
        if (found !== text) faults.push(`${sessionId} is served as ${found.slice(0, 300)}`);
      } catch (error) {
        if (error instanceof LedgerDamagedError) refused.push(journeyStream('default', sessionId));
        else faults.push(`${sessionId} fails with ${String(error)}`);
      }
    }
    faults.push(...(await this.#notFollowed(store)));
    faults.push(...(await notNamed(store, refused)));
    return { refused: refused.length, faults };
  }

  /** A reader of the whole ledger meets what was written, is told of damage, or of a position that is missing. */
  async #notFollowed(store: EventStore): Promise<readonly string[]> {
    const faults: string[] = [];
    try {
      for await (const event of store.readAll()) {
        if (isDamaged(event)) continue;
        if (asText([event]) !== this.#all[Number(event.position) - 1]) faults.push(`Followers get ${asText([event])}`);
      }
    } catch (error) {
      if (!isTold(error)) faults.push(`Followers fail with ${String(error)}`);
    }
    return faults;
  }
}

async function events(store: EventStore, sessionId: string): Promise<RecordedEvent[]> {
  const read = await readEvents({ store, upcasters }, streamName(journeyStream('default', sessionId)));
  return read.map(({ event }) => event);
}

function asText(found: readonly RecordedEvent[]): string {
  return JSON.stringify(found.map(({ revision, ...event }) => ({ ...event, revision: Number(revision) })));
}

function isDamaged(event: RecordedEvent): boolean {
  try {
    assertIntact(event);
    return false;
  } catch {
    return true;
  }
}

/** Of each refused stream verification says something. */
async function notNamed(store: EventStore, refused: readonly string[]): Promise<readonly string[]> {
  if (refused.length === 0) return [];
  const options = { asServed: true, gaplessFrom: 1n, breakLimit: 10_000 };
  const found = await verifyLedger(store, () => undefined, options);
  // Where nothing can be read any more, not even a name: the file itself is named.
  if (refused.length === JOURNEYS && found.fileFindings.length > 0) return [];
  const named = new Set([...found.breaks, ...found.refused].map(({ stream }) => String(stream)));
  return refused.filter((stream) => !named.has(stream)).map((stream) => `Verification does not name ${stream}.`);
}

function isTold(error: unknown): boolean {
  return (
    error instanceof StoreUnreadableError || (error instanceof EventStoreError && error.code === 'STORE_UNAVAILABLE')
  );
}

/** Tests of so many flips of either kind. Gives the ledger that they damage copies of, for further tests of the file. */
export function describeFlippedBits(flips: number, seed: number, leastRefusing: number): () => DamagedLedger {
  let ledger: DamagedLedger;
  beforeAll(async () => {
    ledger = await DamagedLedger.written();
  });
  afterAll(() => ledger.dispose());

  it.each([
    ['anywhere', anyBit],
    ['in the order of a page', structuralBit],
  ])(`${flips} flipped bits %s: each journey is what was written, or it is refused and named`, async (_, choose) => {
    const { faults, refusing } = await ledger.afterFlips(flips, new Random(seed), choose);
    expect(faults).toEqual([]);
    expect(refusing).toBeGreaterThanOrEqual(leastRefusing);
  });
  return () => ledger;
}
