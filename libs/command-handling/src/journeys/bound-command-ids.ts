import { streamName, type StreamName, type StreamReaderPorts, type ReadEvent } from '@ledger/event-store';
import { attemptStream } from '@ledger/journey';
import type { Clock } from '@ledger/runtime';
import { LRUCache } from 'lru-cache';
import type { LoadedJourney } from './loaded-journey';
import { isImport, type PreparedCommand } from './prepared-command';
import { storedAnswer, type BoundId, type KeptAnswer } from './stored-answer';

/** How long a reply that appended nothing is given again. */
export const KEPT_MS = 24 * 60 * 60 * 1_000;

/** Of all journeys together: half a kilobyte each. */
const MOST_IDS = 50_000;
/** Of one journey, the newest: reading as many takes some milliseconds. */
export const ATTEMPTS_READ = 2_000;

/** Ids of one journey, those that were bound first first. */
type Ids = Map<string, BoundId>;

/**
 * Which command an id stands for that appended nothing, and what it was answered: it was refused, or changed nothing. The
 * journeys' own streams tell of all others. The attempt stream of a journey keeps them; its last day is read once, before
 * the first command that brings an id, and what this process answers and learns of others is added.
 */
export class BoundCommandIds {
  readonly #journeys: LRUCache<StreamName, { readonly ids: Ids }>;

  constructor(
    private readonly ports: StreamReaderPorts & { readonly clock: Clock },
    mostIds: number = MOST_IDS,
    private readonly mostIdsOfJourney: number = ATTEMPTS_READ,
  ) {
    this.#journeys = new LRUCache({ maxSize: mostIds, sizeCalculation: ({ ids }) => ids.size + 1 });
  }

  /** Reads what a journey's attempts tell of its ids; undefined where there is nothing to wait for. */
  load(command: PreparedCommand, journey: LoadedJourney | undefined): Promise<void> | undefined {
    if (this.#journeys.get(command.stream) !== undefined) return undefined;
    // Only commands on journeys leave attempts, and what would start one.
    if (journey === undefined && command.request.command.type !== 'StartJourney') return undefined;
    return isAttempt(command) && !command.isNew && !isImport(command.request) ? this.#read(command) : undefined;
  }

  /** @param answer absent where the same command may be answered otherwise later. */
  bind(command: PreparedCommand, answer?: KeptAnswer): void {
    const { stream, commandId, fingerprint } = command;
    if (fingerprint !== undefined && isAttempt(command)) this.#add(stream, commandId, { fingerprint, answer });
  }

  /** What another process answered, as the log tells of it. */
  learn(stream: StreamName, attempt: ReadEvent): void {
    const [commandId, bound] = storedAnswer(attempt) ?? [];
    if (commandId === undefined || bound === undefined) return;
    const known = this.#journeys.peek(stream)?.ids.get(commandId);
    // The first answer stands for a day, and an attempt of this process comes back.
    if (known === undefined || !this.#isKept(known.answer)) this.#add(stream, commandId, bound);
  }

  /** Nothing is known any more; what is asked for is read again. */
  forget(): void {
    this.#journeys.clear();
  }

  /** Whether the id stands for another command. */
  isOther(command: PreparedCommand): boolean {
    const bound = this.#boundTo(command);
    return bound !== undefined && bound.fingerprint !== command.fingerprint;
  }

  /** What this very command was answered within the last day. */
  answerTo(command: PreparedCommand): KeptAnswer | undefined {
    const bound = this.#boundTo(command);
    return bound?.fingerprint === command.fingerprint && this.#isKept(bound?.answer) ? bound?.answer : undefined;
  }

  #boundTo(command: PreparedCommand): BoundId | undefined {
    if (!isAttempt(command)) return undefined;
    return this.#journeys.get(command.stream)?.ids.get(command.commandId);
  }

  #isKept(answer: KeptAnswer | undefined): boolean {
    return answer !== undefined && this.ports.clock.now().getTime() - Date.parse(answer.at) <= KEPT_MS;
  }

  #add(stream: StreamName, commandId: string, bound: BoundId): void {
    const ids = this.#journeys.peek(stream)?.ids;
    // What is not known is read when it is asked for, this id included.
    if (ids === undefined) return;
    ids.delete(commandId);
    ids.set(commandId, bound);
    for (const oldest of ids.keys()) {
      if (ids.size <= this.mostIdsOfJourney) break;
      ids.delete(oldest);
    }
    // A new object, or the cache would not weigh it again.
    this.#journeys.set(stream, { ids });
  }

  async #read({ stream, request: { tenant, command } }: PreparedCommand): Promise<void> {
    const attempts = streamName(attemptStream(tenant, command.sessionId));
    const options = { direction: 'backwards', limit: this.mostIdsOfJourney, ifMissing: 'empty' } as const;
    const found: (readonly [string, BoundId])[] = [];
    for await (const attempt of this.ports.store.readStream(attempts, options)) {
      const bound = storedAnswer(this.ports.upcasters.read(attempt));
      if (bound === undefined) continue;
      if (!this.#isKept(bound[1].answer)) break;
      found.push(bound);
    }
    const ids: Ids = new Map();
    for (const [commandId, bound] of found.reverse()) if (!ids.has(commandId)) ids.set(commandId, bound);
    // Another read may have ended first, and more may have been answered since.
    if (this.#journeys.get(stream) === undefined) this.#journeys.set(stream, { ids });
  }
}

/** Whether the id is that of one attempt. One that was derived from its content stands for later attempts too. */
function isAttempt({ fingerprint, isDerived }: PreparedCommand): boolean {
  return fingerprint !== undefined && !isDerived;
}
