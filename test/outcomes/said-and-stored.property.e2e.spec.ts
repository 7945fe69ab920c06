import * as fc from 'fast-check';
import { join } from 'node:path';
import { streamName, type RecordedEvent } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { journeyStream } from '@ledger/journey';
import { examples } from '@ledger/runtime/testing';
import { RunningLedger, type Reply } from '../support/running-ledger';
import { expectDone } from './journey-answers';
import { answerOf, type Answer } from './situations';

const DEFINITION = {
  id: 'Lap',
  version: 1,
  initial: 'A',
  states: {
    A: { transitions: [{ target: 'B' }, { target: 'C', guard: 'context.lap > 1' }] },
    B: { transitions: [{ target: 'A' }, { target: 'C' }] },
    C: { transitions: [{ target: 'A', onConflict: 'restart' }, { target: 'END' }] },
    END: { final: true },
  },
  context: { type: 'object', properties: { lap: { type: 'integer', maximum: 3 } } },
};

const FACES = ['flow', 'resource', 'record', 'line'] as const;
const UNFILLED = [' ', '${input.commandId}', '{{flow.id}}'] as const;

/** What a command asks for: a start, a state to enter, or a context property to set. */
type Asked =
  | { readonly kind: 'start'; readonly lap: number }
  | { readonly kind: 'transition'; readonly target: string }
  | { readonly kind: 'context'; readonly lap: number };

interface Command {
  readonly face: (typeof FACES)[number];
  readonly asked: Asked;
  /** Absent: the caller gives none. */
  readonly commandId?: string | undefined;
  readonly lock?: number | undefined;
}

const lap = fc.integer({ min: 0, max: 4 });
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), lap }),
  fc.record({ kind: fc.constant('transition' as const), target: fc.constantFrom('A', 'B', 'C', 'END') }),
  fc.record({ kind: fc.constant('context' as const), lap }),
);
const reused = fc.constantFrom('one', 'two', 'three');
const command: fc.Arbitrary<Command> = fc.record({
  face: fc.constantFrom(...FACES),
  asked: fc.oneof({ weight: 1, arbitrary: asked }, { weight: 1, arbitrary: moves() }),
  commandId: fc.oneof(
    { weight: 4, arbitrary: reused },
    fc.uuid(),
    fc.constantFrom(...UNFILLED),
    fc.constant(undefined),
  ),
  lock: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 4 }),
});

function moves(): fc.Arbitrary<Asked> {
  return fc.constantFrom('A', 'B', 'C').map((target) => ({ kind: 'transition', target }));
}

/** Sends a command by its face. The record face has no change of the context alone: it sets it with its state. */
function send(
  ledger: RunningLedger,
  sessionId: string,
  { face, asked: what, commandId, lock }: Command,
): Promise<Reply> {
  const fields = { commandId, expectedRevision: what.kind === 'start' ? undefined : lock };
  const start = { definitionId: DEFINITION.id };
  switch (face) {
    case 'flow': {
      const flow = (name: string, more: object) => ledger.post(`/v1/flow/${name}`, { sessionId, ...fields, ...more });
      if (what.kind === 'start') return flow('ensure', { ...start, ctx_lap: what.lap });
      return what.kind === 'context'
        ? flow('context', { ctx_lap: what.lap })
        : flow('transition', { targetStateId: what.target });
    }
    case 'resource': {
      if (what.kind === 'start') {
        return ledger.post('/v1/journeys', { sessionId, ...fields, ...start, context: { lap: what.lap } });
      }
      if (what.kind === 'transition') return ledger.move(sessionId, { ...fields, targetStateId: what.target });
      const headers = { ...keyOf(commandId), ...(lock !== undefined && { 'if-match': `"${lock}"` }) };
      return ledger.send('PATCH', `/v1/journeys/${sessionId}/context`, { body: { lap: what.lap }, headers });
    }
    case 'line': {
      const body = { sessionId, ...fields, ...lineOf(what) };
      const headers = { 'content-type': 'application/x-ndjson' };
      return ledger.send('POST', '/v1/commands', { body: `${JSON.stringify(body)}\n`, headers });
    }
    case 'record': {
      const records = `/api/v2/datastores/${DEFINITION.id}/records`;
      const headers = keyOf(commandId);
      if (what.kind === 'start') {
        const value = { stateId: 'A', metadata: { lap: what.lap } };
        return ledger.post(records, { key: sessionId, value }, headers);
      }
      const version = lock === undefined ? undefined : lock + 1;
      const value =
        what.kind === 'transition'
          ? { stateId: what.target, version }
          : { stateId: 'A', version, metadata: { lap: what.lap } };
      return ledger.send('PUT', `${records}/${sessionId}`, { body: { value }, headers });
    }
  }
}

const keyOf = (commandId: string | undefined): Record<string, string> =>
  commandId === undefined ? {} : { 'idempotency-key': `"${commandId}"` };

function lineOf(what: Asked): object {
  const { kind } = what;
  if (kind === 'start') return { command: kind, definitionId: DEFINITION.id, context: { lap: what.lap } };
  return what.kind === 'context'
    ? { command: kind, context: { lap: what.lap } }
    : { command: kind, targetStateId: what.target };
}

const isSuccess = ({ status, outcome }: Answer): boolean =>
  status < 300 && !['REJECTED', 'CONFLICT', 'EXPIRED', 'NOT_FOUND', 'UNAVAILABLE'].includes(outcome);

/** What stands for one command, by whichever face; undefined where no answer is kept that appended nothing. */
function sameness({ face, asked: what, commandId, lock }: Command): string | undefined {
  // A start resumes, and a record sets its context by a second command.
  const isKept = commandId !== undefined && what.kind !== 'start' && !(face === 'record' && what.kind === 'context');
  return isKept ? JSON.stringify([what, commandId, lock]) : undefined;
}

/** Whether the answer to a command that appended nothing is given again. */
function isKept(answer: Answer): boolean {
  if (isSuccess(answer)) return !answer.replayed;
  return answer.outcome === 'REJECTED' && answer.code !== 'VALIDATION_FAILED';
}

describe('what is said and what is stored', () => {
  let ledger: RunningLedger;
  let store: SqliteEventStore;
  let sessions = 0;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' });
    await expectDone(ledger.post('/v1/definitions', DEFINITION));
    store = await SqliteEventStore.open({ path: join(ledger.dataDir, 'ledger.db'), readOnly: true });
  });
  afterAll(async () => {
    await store.close();
    await ledger.remove();
  });

  const newSession = (): string => `said-${(sessions += 1)}`;

  async function stored(sessionId: string): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    try {
      for await (const event of store.readStream(streamName(journeyStream('default', sessionId)))) events.push(event);
    } catch (error) {
      if ((error as { code?: string }).code !== 'STREAM_NOT_FOUND') throw error;
    }
    return events;
  }

  const idOf = ({ metadata }: RecordedEvent): unknown => (JSON.parse(metadata) as { commandId?: unknown }).commandId;

  /** Whether these events hold what a command asks for. A restart of a conflict policy is told as such. */
  function hold(events: readonly RecordedEvent[], { asked: what, face }: Command, outcome: string): boolean {
    const datas = events.map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }));
    if (outcome === 'RESTARTED') return datas.some(({ type }) => type === 'JourneyRestarted');
    const text = JSON.stringify(datas);
    switch (what.kind) {
      case 'start':
        return datas[0]?.type === 'JourneyStarted' && text.includes(`"lap":${what.lap}`);
      case 'transition':
        return text.includes(`"${what.target}"`);
      case 'context':
        // A record that enters its state may have had this context before.
        return text.includes(`"lap":${what.lap}`) || face === 'record';
    }
  }

  it('agree for commands in turn, with reused, fresh and unfilled ids', async () => {
    const commands = fc.array(command, { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(commands, async (sent) => {
        const sessionId = newSession();
        /** What appended nothing, by the command: its duplicates are answered alike. */
        const kept = new Map<string, Answer>();
        const first = new Map<string, { command: Command; answer: Answer; facts: object }>();
        for (const one of [{ face: 'resource', asked: { kind: 'start', lap: 0 } } as Command, ...sent]) {
          const before = await stored(sessionId);
          const reply = await send(ledger, sessionId, one);
          const answer = answerOf(reply);
          const added = (await stored(sessionId)).slice(before.length);
          const said = { sent: one, status: reply.status, text: reply.text, added: added.map(({ type }) => type) };
          const check = (holds: boolean, what: string): void => {
            if (!holds) throw new Error(`${what}: ${JSON.stringify(said)}`);
          };
          check(reply.status < 500, 'No command is a fault of the ledger');
          const same = sameness(one);
          const earlierAnswer = same === undefined ? undefined : kept.get(same);
          if (earlierAnswer !== undefined) {
            check(added.length === 0, 'A duplicate of what did nothing does nothing');
            const isAlike = isSuccess(answer) === isSuccess(earlierAnswer) && answer.code === earlierAnswer.code;
            check(isAlike, 'A duplicate is answered as its first');
            continue;
          }
          if (same !== undefined && added.length === 0 && isKept(answer)) kept.set(same, answer);
          const isUnfilled = (UNFILLED as readonly (string | undefined)[]).includes(one.commandId);
          check(!isUnfilled || !isSuccess(answer), 'An unfilled id is refused');
          if (!isSuccess(answer)) {
            check(added.length === 0, 'What is refused is not done');
            continue;
          }
          const { commandId } = one;
          const earlier = commandId === undefined ? undefined : first.get(commandId);
          if (answer.replayed) {
            check(added.length === 0, 'A repeat does nothing');
            if (commandId !== undefined) {
              check(earlier !== undefined, 'A repeat repeats something');
              check(JSON.stringify(earlier?.command.asked) === JSON.stringify(one.asked), 'A repeat asks for the same');
              if (earlier?.command.face === one.face) {
                check(
                  JSON.stringify(earlier.facts) === JSON.stringify(factsOf(reply, one)),
                  'A repeat equals its first',
                );
              }
            }
            continue;
          }
          check(earlier === undefined, 'An id that was applied is not applied again');
          if (added.length > 0) {
            check(hold(added, one, answer.outcome), 'What is said to be done is stored');
            check(
              commandId === undefined || one.face === 'record' || added.every((event) => idOf(event) === commandId),
              'Under its id',
            );
            if (commandId !== undefined) first.set(commandId, { command: one, answer, facts: factsOf(reply, one) });
          } else {
            check(['UNCHANGED', 'RESUMED', ''].includes(answer.outcome), 'What is said to be done is stored');
            check(await isSo(sessionId, one), 'What is said to be so already is so');
          }
        }
      }),
      { numRuns: examples(0.3) },
    );
  });

  /** What a reply says of the journey. The record face answers a repeated creation with the record as it is now. */
  function factsOf(reply: Reply, { face, asked: { kind } }: Command): object {
    if (face === 'record' && kind === 'start') return {};
    const { outcome, stateId, revision, value } = reply.json();
    const { stateId: state, version } = (value ?? {}) as Record<string, unknown>;
    return { outcome, stateId, revision, state, version };
  }

  async function isSo(sessionId: string, { asked: what, face }: Command): Promise<boolean> {
    const journey = (await ledger.get(`/v1/journeys/${sessionId}`)).json();
    if (what.kind === 'start') return journey['sessionId'] === sessionId;
    if (what.kind === 'transition') return journey['stateId'] === what.target;
    const isLap = (journey['context'] as { lap?: number }).lap === what.lap;
    return isLap && (face !== 'record' || journey['stateId'] === 'A');
  }

  it('agree for commands at once', async () => {
    const ids = fc.oneof(reused, fc.uuid());
    const racing = fc.record({ face: fc.constantFrom(...FACES), asked, commandId: ids });
    await fc.assert(
      fc.asyncProperty(fc.array(racing, { minLength: 2, maxLength: 10 }), async (sent) => {
        const sessionId = newSession();
        await expectDone(ledger.begin(sessionId, { definitionId: DEFINITION.id }));
        const answers = await Promise.all(
          sent.map(async (one) => ({ one, answer: answerOf(await send(ledger, sessionId, one)) })),
        );
        const events = await stored(sessionId);
        for (const { one, answer } of answers) {
          const own = events.filter((event) => idOf(event) === one.commandId);
          const said = `${JSON.stringify({ one, answer })}, stored ${JSON.stringify(own.map(({ type, data }) => [type, data]))}`;
          const isDone = ['CREATED', 'ADVANCED', 'RESTARTED'].includes(answer.outcome);
          if (isDone && !hold(own, one, answer.outcome)) throw new Error(`Said to be done, and not stored: ${said}`);
          const others = answers.filter((other) => other.one !== one && other.one.commandId === one.commandId);
          const mayBeOthers = others.some((other) => isSuccess(other.answer));
          if (!isSuccess(answer) && own.length > 0 && !mayBeOthers)
            throw new Error(`Said to be refused, and stored: ${said}`);
        }
        const applied = new Set(events.slice(1).map(idOf));
        const told = answers.filter(({ answer, one }) => isSuccess(answer) && applied.has(one.commandId));
        // A record may be entered under an id and get its context under one of the ledger's.
        const known = [...applied].filter((id) => sent.some(({ commandId }) => commandId === id));
        expect(new Set(told.map(({ one }) => one.commandId)).size).toBe(known.length);
      }),
      { numRuns: examples(0.2) },
    );
  });
});
