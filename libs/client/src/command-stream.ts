import { areRepeatable, commandBatches, type BatchLimits, type CommandBatch } from './command-batches';
import type { HttpTransport } from './http-transport';
import { ndjsonLines } from './ndjson';
import { parseAnswer } from './parse-answer';
import { LedgerUnreachableError } from './problems';
import type { CommandLine, CommandTerms, LineOutcome } from './types';

export interface CommandStreamOptions extends CommandTerms {
  /** Most lines of one request. Default 1,000. */
  readonly linesPerRequest?: number;
  /** Most bytes of one request. Default 1 MiB. */
  readonly bytesPerRequest?: number;
  /** Milliseconds that one request may take. Default 120,000. */
  readonly timeoutMs?: number;
}

const DEFAULT_LIMITS: BatchLimits = { lines: 1_000, bytes: 1_048_576 };
const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * One request at a time keeps the order of a session's commands. What a lost connection or a 503 left unanswered is
 * sent again where every such line carries a `commandId`.
 */
export async function* postCommands(
  transport: HttpTransport,
  source: Iterable<CommandLine | string> | AsyncIterable<CommandLine | string>,
  options: CommandStreamOptions = {},
): AsyncGenerator<LineOutcome> {
  const limits: BatchLimits = {
    lines: options.linesPerRequest ?? DEFAULT_LIMITS.lines,
    bytes: options.bytesPerRequest ?? DEFAULT_LIMITS.bytes,
  };
  for await (const batch of commandBatches(source, limits)) yield* postBatch(transport, batch, options);
}

async function* postBatch(
  transport: HttpTransport,
  batch: CommandBatch,
  options: CommandStreamOptions,
): AsyncGenerator<LineOutcome> {
  let answered = 0;
  for (let attempt = 0; ; attempt++) {
    const lines = batch.lines.slice(answered);
    try {
      for await (const outcome of postLines(transport, lines, options)) {
        answered++;
        // Progress was made, so the failure is not the same one: retries start at zero.
        attempt = 0;
        yield { ...outcome, line: batch.offset + answered };
      }
      return;
    } catch (error) {
      const failure = transport.failure(error);
      const left = batch.lines.slice(answered);
      if (!failure.retryable || attempt >= transport.retry.retries || !areRepeatable(left)) throw failure;
      await transport.pauseBefore(attempt, failure);
    }
  }
}

/** One request. The answers stand in the order of the lines, so their own line numbers are not needed. */
async function* postLines(
  transport: HttpTransport,
  lines: readonly string[],
  options: CommandStreamOptions,
): AsyncGenerator<Omit<LineOutcome, 'line'>> {
  const response = await transport.send({
    method: 'POST',
    path: '/v1/commands',
    query: { mode: options.mode, disorder: options.disorder },
    headers: { accept: 'application/x-ndjson, application/problem+json' },
    contentType: 'application/x-ndjson',
    body: `${lines.join('\n')}\n`,
    repeatable: false,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  let answers = 0;
  for await (const line of ndjsonLines(response.body ?? [])) {
    answers++;
    if (answers > lines.length) break;
    yield parseAnswer(line, transport.url) as Omit<LineOutcome, 'line'>;
  }
  if (answers !== lines.length) {
    const message = `The ledger at ${transport.url} answered ${answers} of ${lines.length} command lines.`;
    throw new LedgerUnreachableError('UNREACHABLE', message, true);
  }
}
