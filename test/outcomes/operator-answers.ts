import type { RunningLedger } from '../support/running-ledger';
import { fileCalls } from './file-calls';
import {
  definitionCalls,
  escalationCalls,
  operationCalls,
  OperatorBench,
  timeoutCalls,
  type OperatorCall,
} from './operator-calls';
import { cliFace, httpFace } from './operator-faces';
import { versionCalls } from './version-calls';
import { answerOf, SITUATION_NAMES, type Answer, type Answers, type Column, type Meeting } from './situations';

/** The answers to what operators do, over HTTP and on the command line. */
export class OperatorAnswers {
  private readonly bench: OperatorBench;
  private readonly inTurn: readonly OperatorCall[];
  private readonly others: readonly OperatorCall[];
  private readonly files: readonly OperatorCall[];
  private readonly tables: readonly (readonly [heading: string, calls: readonly OperatorCall[]])[];
  private readonly answers = new Map<OperatorCall, Answers>();

  constructor(swept: RunningLedger, unswept: RunningLedger) {
    const bench = new OperatorBench(swept, unswept);
    const faces = [httpFace(bench), cliFace(bench)];
    const ofTimeouts = faces.map((face) => [`${face.heading}: timeouts`, timeoutCalls(bench, face)] as const);
    const ofOthers = faces.map((face) => [
      [`${face.heading}: batch operations`, operationCalls(bench, face)] as const,
      [`${face.heading}: escalations`, escalationCalls(bench, face)] as const,
      [`${face.heading}: definitions`, [...definitionCalls(bench, face), ...versionCalls(bench, face)]] as const,
    ]);
    this.bench = bench;
    this.files = fileCalls(bench);
    this.tables = [
      ...ofTimeouts.flatMap((table, index) => [table, ...(ofOthers[index] ?? [])]),
      ['Command line: files and read models', this.files],
    ];
    this.inTurn = ofTimeouts.flatMap(([, calls]) => calls);
    this.others = ofOthers.flat().flatMap(([, calls]) => calls);
  }

  get columns(): readonly { readonly heading: string; readonly columns: readonly Column[] }[] {
    return this.tables.map(([heading, calls]) => ({
      heading,
      columns: calls.map((call) => ({ name: call.name, answers: this.answers.get(call) ?? {} })),
    }));
  }

  /** All but `away`. What is done to a tenant's timeouts must be done in turn, and so must copies of one ledger. */
  async run(): Promise<void> {
    await Promise.all([this.ask(this.inTurn), this.ask(this.files), ...this.others.map((call) => this.ask([call]))]);
  }

  /** Side by side: the command line tries again for seconds. */
  async runAway(restarted: RunningLedger): Promise<void> {
    this.bench.idle = restarted;
    await Promise.all(
      [...this.answers].map(async ([call, answers]) => {
        const said = await call.cells.away?.();
        if (said !== undefined) this.answers.set(call, { ...answers, away: answerOf(said) });
      }),
    );
  }

  private async ask(calls: readonly OperatorCall[]): Promise<void> {
    for (const call of calls) this.answers.set(call, await answersOf(call));
  }
}

async function answersOf({ cells }: OperatorCall): Promise<Answers> {
  const answers: Partial<Record<Meeting, Answer>> = {};
  for (const situation of SITUATION_NAMES) {
    const cell = situation === 'away' ? undefined : cells[situation];
    if (cell !== undefined) answers[situation] = answerOf(await cell());
  }
  return answers;
}
