import type { Random } from '../support/random';
import { isBrokenConnection, LedgerHttp } from '../e2e/crash/ledger-http';
import { DEFINITION, MOVES, type Operation, type Told } from './operations';

interface Reply {
  readonly outcome?: string;
  readonly code?: string;
  readonly revision: number;
  readonly stateId: string;
  readonly replayed?: boolean;
}

const STATES = Object.keys(MOVES) as [string, ...string[]];
const OUTCOMES: ReadonlySet<unknown> = new Set(['ADVANCED', 'UNCHANGED', 'REJECTED', 'CONFLICT']);
/** Not now: full, away or ended. It may have been applied. */
const UNKNOWN: ReadonlySet<number> = new Set([429, 500, 503]);

/** Moves and reads a few journeys that others move as well, sends some commands again, and notes what it was told. */
export class Caller {
  readonly operations: Operation[] = [];
  readonly #known = new Map<string, number>();
  readonly #sent: Required<Pick<Operation, 'sessionId' | 'command'>>[] = [];
  #count = 0;

  constructor(
    private readonly name: string,
    private readonly random: Random,
    private readonly sessions: readonly [string, ...string[]],
  ) {}

  /** Calls until it is told to stop, or until a call has no answer. @param url asked before each call. */
  async run(url: () => string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const isAnswered = await this.#call(new LedgerHttp(url()));
      if (!isAnswered) return;
    }
  }

  async #call(ledger: LedgerHttp): Promise<boolean> {
    const invokedAt = performance.now();
    const { sessionId, command } = this.#next();
    const note = (completedAt: number, told?: Told): void => {
      this.operations.push({ sessionId, invokedAt, completedAt, ...(command && { command }), ...(told && { told }) });
      if (told !== undefined && !told.replayed) this.#known.set(sessionId, told.revision);
    };
    try {
      if (command === undefined) {
        const { revision, stateId } = await ledger.journey(sessionId);
        note(performance.now(), { outcome: 'READ', revision, stateId, replayed: false });
        return true;
      }
      const { target: targetStateId, ...given } = command;
      const path = `/v1/journeys/${sessionId}/transitions`;
      const { status, body } = await ledger.post<Reply>(path, { targetStateId, ...given });
      if (UNKNOWN.has(status)) note(Infinity);
      else note(performance.now(), toldBy(status, body));
      return true;
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
      note(Infinity);
      return false;
    }
  }

  #next(): Pick<Operation, 'sessionId' | 'command'> {
    const { random } = this;
    const [again] = this.#sent.length > 0 ? [this.#sent[random.between(0, this.#sent.length - 1)]] : [];
    if (again !== undefined && random.chance(0.15)) return again;
    const sessionId = random.pick(this.sessions);
    if (random.chance(0.25)) return { sessionId };
    const known = this.#known.get(sessionId);
    const commandId = `${this.name}-${(this.#count += 1)}`;
    const lock = known !== undefined && random.chance(0.5) ? { expectedRevision: known } : {};
    const sent = { sessionId, command: { commandId, target: random.pick(STATES), ...lock } };
    this.#sent.push(sent);
    return sent;
  }
}

function toldBy(status: number, { outcome, revision, stateId, replayed = false, code }: Reply): Told {
  if (!OUTCOMES.has(outcome)) throw new Error(`A move of ${DEFINITION.id} gave ${status}: ${outcome} ${code}`);
  return { outcome: outcome as Told['outcome'], revision, stateId, replayed };
}
