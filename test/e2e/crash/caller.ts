import type { Random } from '../../support/random';
import type { Acknowledged } from './acknowledged';
import { ANSWERS_BROKE_OFF, UNAVAILABLE, isBrokenConnection, type CommandAnswer, type LedgerHttp } from './ledger-http';
import { Plans, type Command } from './plans';

const DONE_OUTCOMES = new Set(['CREATED', 'RESUMED', 'ADVANCED', 'UNCHANGED']);

/**
 * One caller, one command after the other. A command whose reply it never saw is sent again with its command id after
 * the restart, as a call flow does.
 */
export class Caller {
  readonly #plans: Plans;
  /** What is still to be sent; the first may have been sent already. */
  #open: readonly Command[] = [];
  #openBatch: readonly Command[] = [];

  constructor(
    name: string,
    private readonly random: Random,
    private readonly acknowledged: Acknowledged,
  ) {
    this.#plans = new Plans(name, random);
  }

  /** Posts until the server is gone. Throws on an answer that no caller should get. */
  async run(ledger: LedgerHttp): Promise<void> {
    try {
      for (;;) {
        if (this.#openBatch.length === 0 && this.random.chance(0.1)) this.#openBatch = this.#plans.nextBatch();
        await this.#postBatch(ledger);
        if (this.#open.length === 0) this.#open = this.#plans.next();
        await this.#postNext(ledger);
      }
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
    }
  }

  async #postNext(ledger: LedgerHttp): Promise<void> {
    const [command, ...later] = this.#open;
    if (command === undefined) return;
    const { sessionId, fields } = command;
    const { status, body } =
      command.kind === 'start'
        ? await ledger.post<CommandAnswer>('/v1/journeys', { sessionId, ...fields })
        : await ledger.post<CommandAnswer>(`/v1/journeys/${sessionId}/transitions`, fields);
    if (status === UNAVAILABLE) return;
    if (status < 300) {
      this.acknowledged.add(
        sessionId,
        fields.commandId,
        body.events.map(({ revision }) => revision),
      );
      this.#open = later;
    } else {
      if (command.mustSucceed) throw unexpected(command, `${status} ${JSON.stringify(body)}`);
      this.#open = [];
    }
  }

  /** Sends a batch, again and whole where its answers ended early, until every line has one. */
  async #postBatch(ledger: LedgerHttp): Promise<void> {
    while (this.#openBatch.length > 0) {
      const lines = this.#openBatch.map(({ kind, sessionId, fields }) => ({ command: kind, sessionId, ...fields }));
      let answered = 0;
      for await (const { outcome, revision, line } of ledger.postLines(lines)) {
        const command = this.#openBatch[answered];
        answered += 1;
        if (command === undefined) throw new Error(`Line ${line} was answered, but only ${lines.length} were sent.`);
        if (outcome === 'UNAVAILABLE') return;
        if (!DONE_OUTCOMES.has(outcome)) throw unexpected(command, outcome);
        this.acknowledged.add(command.sessionId, command.fields.commandId, [revision]);
      }
      if (answered < lines.length) throw new Error(ANSWERS_BROKE_OFF);
      this.#openBatch = [];
    }
  }
}

function unexpected(command: Command, answer: string): Error {
  return new Error(`${command.sessionId}: ${command.kind} ${command.fields.commandId} was answered with ${answer}`);
}
