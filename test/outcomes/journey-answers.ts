import type { RunningLedger } from '../support/running-ledger';
import { CALL, FACES, OTHER_CALL, type Asking, type JourneyCall } from './journey-calls';
import type { Answer, Answers, Column, Meeting } from './situations';
import { until } from '../support/until';

/** Two ledgers with one clock: in one the saga finds a deadline first, in the other the call does. */
export interface Ledgers {
  readonly swept: RunningLedger;
  readonly unswept: RunningLedger;
}

interface Cell {
  readonly call: JourneyCall;
  readonly sessionId: string;
  readonly situation: Meeting;
}

/** Cells whose journeys wait for a deadline to pass. */
const TIMED = ['swept', 'late'] as const;
const AT_ONCE = [
  'new',
  'repeated',
  'reused',
  'there',
  'moved',
  'stale',
  'tag',
  'ended',
  'elsewhere',
  'unknown',
] as const;

/** The answers to all commands on journeys, in every face; each phase needs what the one before has left. */
export class JourneyAnswers {
  private readonly answers = new Map<JourneyCall, Answers>();
  private readonly cells = Object.entries(FACES).flatMap(([face, calls]) =>
    calls.map((call, index) => ({ call, prefix: `${face.replaceAll(' ', '-')}-${index}` })),
  );

  columns(face: string): readonly Column[] {
    return (FACES[face] ?? []).map((call) => ({ name: call.name, answers: this.answers.get(call) ?? {} }));
  }

  /** Cells without a deadline, and the journeys of those with one. */
  async run({ swept, unswept }: Ledgers): Promise<void> {
    for (const situation of TIMED) {
      for (const cell of this.cellsOf(situation)) for (const ledger of [swept, unswept]) await begin(ledger, cell);
    }
    for (const situation of AT_ONCE) {
      for (const cell of this.cellsOf(situation)) this.keep(cell, await meet(swept, cell));
    }
  }

  /** After the deadline: the saga has timed the journeys of one ledger out, and those of the other wait for the call. */
  async runTimedOut({ swept, unswept }: Ledgers): Promise<void> {
    for (const cell of this.cellsOf('swept')) {
      await timedOut(swept, cell.sessionId);
      this.keep(cell, await meet(swept, cell));
    }
    for (const cell of this.cellsOf('late')) this.keep(cell, await meet(unswept, cell));
  }

  async preparePaused(ledger: RunningLedger): Promise<void> {
    for (const cell of this.cellsOf('paused')) await begin(ledger, cell);
  }

  async runPaused(ledger: RunningLedger): Promise<void> {
    for (const cell of this.cellsOf('paused')) this.keep(cell, await meet(ledger, cell));
  }

  async prepareAway(ledger: RunningLedger): Promise<void> {
    for (const cell of this.cellsOf('away')) if (!cell.call.starts) await begin(ledger, cell);
  }

  /** Side by side: the command line tries again for seconds. */
  async runAway(ledger: RunningLedger): Promise<void> {
    const asked = this.cellsOf('away').map(async (cell) => this.keep(cell, await meet(ledger, cell)));
    await Promise.all(asked);
  }

  private cellsOf(situation: Meeting): readonly Cell[] {
    return this.cells
      .filter(({ call }) => canMeet(call, situation))
      .map(({ call, prefix }) => ({ call, situation, sessionId: `${prefix}-${situation}` }));
  }

  private keep({ call, situation }: Cell, answer: Answer): void {
    this.answers.set(call, { ...this.answers.get(call), [situation]: answer });
  }
}

function canMeet(call: JourneyCall, situation: Meeting): boolean {
  switch (situation) {
    case 'new':
    case 'repeated':
    case 'reused':
      return call.reads !== true;
    case 'stale':
      return call.lock?.includes('body') === true;
    case 'tag':
      return call.lock?.includes('tag') === true;
    case 'elsewhere':
      return call.namesDefinition === true;
    default:
      return true;
  }
}

/** Revision of a journey as its caller saw it. */
const seen = ({ afterFirst }: JourneyCall): number => (afterFirst === true ? 1 : 0);

async function meet(ledger: RunningLedger, cell: Cell): Promise<Answer> {
  const { call, sessionId, situation } = cell;
  const send = (asking: Asking): Promise<Answer> => call.send(ledger, sessionId, call.reads ? {} : asking);
  switch (situation) {
    case 'new':
      if (!call.starts) await begin(ledger, cell);
      return send({ commandId: 'first' });
    case 'repeated':
      return repeated(ledger, cell);
    case 'reused':
      if (!call.starts) await begin(ledger, cell);
      await send({ commandId: 'first' });
      return send({ commandId: 'first', isOther: true });
    case 'there':
      await begin(ledger, cell);
      if (!call.reads) await send({ commandId: 'first' });
      return send({ commandId: 'second' });
    case 'moved':
    case 'stale':
    case 'tag':
      await begin(ledger, cell);
      await move(ledger, sessionId, 'PAYMENT');
      if (situation === 'moved') return send({ commandId: 'first' });
      return send({ commandId: 'first', [situation === 'stale' ? 'lock' : 'tag']: seen(call) });
    case 'ended':
      await begin(ledger, cell);
      await move(ledger, sessionId, 'PAYMENT');
      await move(ledger, sessionId, 'DONE');
      return send({ commandId: 'first' });
    case 'elsewhere':
      await expectDone(ledger.post('/v1/journeys', { sessionId, definitionId: OTHER_CALL.id }));
      return send({ commandId: 'first' });
    case 'unknown':
      return send({ commandId: 'first', ...(call.starts && { definitionId: 'NoSuchCall' }) });
    case 'swept':
    case 'late':
    case 'paused':
    case 'away':
      return send({ commandId: 'first' });
  }
}

/** Sent again after the answer, and sent twice at once: whichever is first, one is done and the other is its repeat. */
async function repeated(ledger: RunningLedger, cell: Cell): Promise<Answer> {
  const { call, sessionId } = cell;
  if (!call.starts) await begin(ledger, cell);
  const first = await call.send(ledger, sessionId, { commandId: 'first' });
  const again = await call.send(ledger, sessionId, { commandId: 'first' });
  const raced = { ...cell, sessionId: `${sessionId}-raced` };
  if (!call.starts) await begin(ledger, raced);
  const send = (): Promise<Answer> => call.send(ledger, raced.sessionId, { commandId: 'first' });
  const both = (await Promise.all([send(), send()])).sort((a, b) => Number(a.replayed) - Number(b.replayed));
  if (JSON.stringify(both) !== JSON.stringify([first, again])) {
    throw new Error(`${sessionId}: sent at once ${JSON.stringify(both)}, in turn ${JSON.stringify([first, again])}`);
  }
  return again;
}

async function begin(ledger: RunningLedger, { call, sessionId }: Pick<Cell, 'call' | 'sessionId'>): Promise<void> {
  await expectDone(ledger.post('/v1/journeys', { sessionId, definitionId: CALL.id, definitionVersion: 1 }));
  if (call.afterFirst) await move(ledger, sessionId, 'IDENTIFY');
}

async function move(ledger: RunningLedger, sessionId: string, targetStateId: string): Promise<void> {
  await expectDone(ledger.move(sessionId, { targetStateId }));
}

export async function expectDone(sent: Promise<{ readonly status: number; readonly text: string }>): Promise<void> {
  const { status, text } = await sent;
  if (status >= 300 || (status > 0 && status < 100)) throw new Error(`The preparation was answered ${status}: ${text}`);
}

async function timedOut(ledger: RunningLedger, sessionId: string): Promise<void> {
  await until(async () => (await ledger.get(`/v1/journeys/${sessionId}`)).json()['status'] === 'TIMED_OUT');
}
