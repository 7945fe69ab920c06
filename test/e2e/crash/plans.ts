import type { Random } from '../../support/random';
import { WAIT, WALK } from './crash-definitions';

/** One command as a call, or as a line of `POST /v1/commands`. */
export interface Command {
  readonly kind: 'start' | 'transition';
  readonly sessionId: string;
  readonly fields: { readonly commandId: string } & Readonly<Record<string, unknown>>;
  /** False where a timeout may have come first, so that a refusal is a right answer too. */
  readonly mustSucceed: boolean;
}

/** Thinks up what one caller does: journeys that it alone moves, so that every answer can be told right or wrong. */
export class Plans {
  #journeys = 0;
  #commands = 0;

  constructor(
    private readonly caller: string,
    private readonly random: Random,
  ) {}

  /** Commands of one journey, in order. */
  next(): readonly Command[] {
    return this.random.chance(0.3) ? this.#waits() : this.#walks(this.random.between(1, 8));
  }

  /** Commands of some journeys for one bulk call. */
  nextBatch(): readonly Command[] {
    return Array.from({ length: 5 }, () => this.#walks(3)).flat();
  }

  #walks(steps: number): readonly Command[] {
    const sessionId = this.#newSession();
    const moves = Array.from({ length: steps }, (_, step) =>
      this.#transition(sessionId, step % 2 === 0 ? 'RIGHT' : 'LEFT', true, { context: { step } }),
    );
    return [this.#start(sessionId, WALK.id), ...moves];
  }

  /** Left to its timeout, now or after a few moves. */
  #waits(): readonly Command[] {
    const sessionId = this.#newSession();
    const moves = Array.from({ length: this.random.between(0, 3) }, (_, step) =>
      this.#transition(sessionId, step % 2 === 0 ? 'SECOND' : 'FIRST', false),
    );
    const ending = this.random.chance(0.2) ? [this.#transition(sessionId, 'DONE', false)] : [];
    return [this.#start(sessionId, WAIT.id), ...moves, ...ending];
  }

  #start(sessionId: string, definitionId: string): Command {
    const fields = { definitionId, channel: 'voice', commandId: this.#newCommandId() };
    return { kind: 'start', sessionId, fields, mustSucceed: true };
  }

  #transition(sessionId: string, targetStateId: string, mustSucceed: boolean, more: object = {}): Command {
    const fields = { targetStateId, commandId: this.#newCommandId(), ...more };
    return { kind: 'transition', sessionId, fields, mustSucceed };
  }

  #newSession(): string {
    return `${this.caller}-${(this.#journeys += 1)}`;
  }

  #newCommandId(): string {
    return `${this.caller}:${(this.#commands += 1)}`;
  }
}
