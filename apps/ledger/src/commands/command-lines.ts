import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { KeyedQueue } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { CommandGateway } from '../http/command-gateway';
import type { IncomingCall } from '../http/incoming-call';
import { parseJson } from '../http/json-body';
import { tooLarge, unavailable, validationProblem } from '../http/problem';
import { RateLimits } from '../http/rate-limits';
import { problemFrom } from '../http/problem-from-error';
import type { CommandOrigin } from '../journeys/journey-requests';
import { StopSignal } from '../http/stop-signal';
import { commandOf, type CommandLine, type LineTerms } from './command-line';
import type { LineOutcome } from './command.schemas';
import { failureOf, outcomeOf } from './line-outcome';
import { ndjsonLines, type NdjsonLine } from './ndjson-lines';
import { OrderedOutcomes } from './ordered-outcomes';

/** Who posts the lines, and what its credentials allow. */
type LineCall = CommandOrigin['call'] &
  Pick<IncomingCall, 'granted' | 'definitions'> & {
    /** Under which its lines are counted. */
    readonly rateKey: string;
  };

/** Milliseconds that a line may wait for the ledger, whatever the budget of a single call: a bulk post has time. */
const LINE_BUDGET_MS = 30_000;

/** Runs the lines of a bulk post: sessions side by side, the lines of one session in order, outcomes in line order. */
@Injectable()
export class CommandLines {
  private readonly log = new Logger(CommandLines.name);

  constructor(
    private readonly gateway: CommandGateway,
    private readonly stop: StopSignal,
    private readonly rates: RateLimits,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  /** Begins at once; the stream that is returned gives one outcome for each line. */
  run(body: AsyncIterable<Buffer>, call: LineCall, terms: LineTerms): Readable {
    const outcomes = new OrderedOutcomes(this.config.commandsInFlight);
    const sessions = new KeyedQueue();
    this.take(body, outcomes, call.rateKey, (line) => this.outcomeText(line, sessions, call, terms)).catch(
      (error: unknown) => {
        // The caller disconnected in the middle of its body: lines that were begun are finished, and there is no reader.
        outcomes.output.destroy(error instanceof Error ? error : undefined);
      },
    );
    return outcomes.output;
  }

  private async take(
    body: AsyncIterable<Buffer>,
    outcomes: OrderedOutcomes,
    rateKey: string,
    run: (line: NdjsonLine) => Promise<string>,
  ): Promise<void> {
    const limits = { bytes: this.config.lineLimitBytes, silenceMs: this.config.linesTimeoutMs };
    for await (const lines of ndjsonLines(body, limits)) {
      for (const line of lines) {
        // The request counts as its first line; the others wait where they come faster than they may.
        if (line.number > 1) await this.rates.turn(rateKey);
        if (!(await outcomes.turn())) return;
        outcomes.add(run(line));
      }
    }
    await outcomes.end();
  }

  private async outcomeText(line: NdjsonLine, sessions: KeyedQueue, call: LineCall, terms: LineTerms): Promise<string> {
    return JSON.stringify(await this.outcome(line, sessions, call, terms));
  }

  private async outcome(
    line: NdjsonLine,
    sessions: KeyedQueue,
    call: LineCall,
    terms: LineTerms,
  ): Promise<LineOutcome> {
    let command: CommandLine | undefined;
    try {
      if (this.stop.isStopping) throw unavailable('The ledger is stopping; send this line again.');
      command = commandOf(this.parse(line), call, terms);
      const { sessionId, request } = command;
      const reply = await sessions.take(sessionId, () => this.gateway.executeWithin(request, call, LINE_BUDGET_MS));
      return outcomeOf(line.number, sessionId, reply);
    } catch (error) {
      const problem = problemFrom(error);
      if (problem.status === 500) this.log.error(problem.cause);
      return failureOf(line.number, command?.sessionId, problem);
    }
  }

  private parse(line: NdjsonLine): unknown {
    if (line.isCut === true) {
      const silence = `nothing more came for ${this.config.linesTimeoutMs.toLocaleString('en')} ms`;
      throw unavailable(`The request was ended, since ${silence}; send the lines from this one on in another request.`);
    }
    if (!line.isUtf8) throw validationProblem('The line is not UTF-8 text.');
    if (!line.tooLong) return parseJson(line.text, 'The line');
    throw tooLarge('line', line.bytes, this.config.lineLimitBytes, 'LINE_LIMIT_BYTES');
  }
}
