import {
  ABORT_TIMEOUT,
  CONTEXT_CHANGED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  type DefinitionDocument,
} from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import { replay, type AttemptStep, type EventStep, type Replay, type ReplayCut } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';

const HOUR = '2026-01-01T10';
/** The ledger's clock: each append happens a minute after the one before. */
const RECORDED_FROM = Date.parse(`${HOUR}:30:00.000Z`);

let ledger: AuditedLedger;
let recordedAt: number;

beforeEach(async () => {
  recordedAt = RECORDED_FROM;
  ledger = await AuditedLedger.create(() => recordedAt);
  await ledger.publish(paymentCallDocument);
});
afterEach(() => ledger.dispose());

/** A start, a refusal, a context change and two transitions, one of them guarded. */
async function call(document: DefinitionDocument = paymentCallDocument): Promise<void> {
  const at = (second: number) => ({ sessionId: 'a', now: `${HOUR}:00:0${second}.000Z`, commandId: `c-${second}` });
  const steps = [
    { type: 'StartJourney', ...at(0), channel: 'voice', customerId: 'k' },
    { type: 'TransitionJourney', ...at(1), targetStateId: 'IDENTIFY' },
    { type: 'TransitionJourney', ...at(2), targetStateId: 'PAYMENT' },
    { type: 'ChangeContext', ...at(3), patch: { verified: true } },
    { type: 'TransitionJourney', ...at(4), targetStateId: 'PAYMENT' },
  ] as const;
  for (const command of steps) {
    recordedAt += 60_000;
    await ledger.execute(document, command);
  }
}

async function replayed(cut?: ReplayCut): Promise<Replay> {
  const found = await replay(ledger.store, 'default', 'a', cut);
  if (found === undefined) throw new Error('There should be a journey a.');
  return found;
}

/** Steps as one word each: the revision and type, or the code of a refusal. */
function outline({ steps }: Replay): readonly string[] {
  return steps.map((step) => {
    if (step.kind === 'event') return `${step.revision} ${step.type}`;
    return step.attempt !== null && 'code' in step.attempt ? `– ${step.attempt.code}` : `– ${step.type}`;
  });
}

function findingsOf({ steps }: Replay): readonly string[] {
  return steps.flatMap((step) => step.findings.map(({ kind }) => `${step.position} ${kind}`));
}

function event(found: Replay, revision: number): EventStep {
  const step = found.steps.find((one): one is EventStep => one.kind === 'event' && one.revision === revision);
  if (step === undefined) throw new Error(`There should be a revision ${revision}.`);
  return step;
}

describe('a replay', () => {
  it('shows events and refused attempts in the order in which they were recorded', async () => {
    await call();
    const found = await replayed();
    expect(outline(found)).toEqual([
      `0 ${JOURNEY_STARTED}`,
      `1 ${JOURNEY_TRANSITIONED}`,
      '– GUARD_FAILED',
      `2 ${CONTEXT_CHANGED}`,
      `3 ${JOURNEY_TRANSITIONED}`,
    ]);
    expect(found).toMatchObject({ tenant: 'default', sessionId: 'a', events: 4, attempts: 1, findings: 0 });
    expect(found.state).toMatchObject({ stateId: 'PAYMENT', previousStateId: 'IDENTIFY', revision: 3 });
  });

  it('gives each event the state before and after it', async () => {
    await call();
    const found = await replayed();
    expect(event(found, 0)).toMatchObject({
      before: null,
      after: { stateId: 'WELCOME', customerId: 'k', channel: 'voice' },
    });
    expect(event(found, 1)).toMatchObject({ before: { stateId: 'WELCOME' }, after: { stateId: 'IDENTIFY' } });
    expect(event(found, 2).before?.context).not.toMatchObject({ verified: true });
    expect(event(found, 2).after?.context).toMatchObject({ verified: true });
    expect(event(found, 1).after?.deadline).toBe(`${HOUR}:03:01.000Z`);
  });

  it('gives each event the rule under which it was made, and the guard with what it saw', async () => {
    await call();
    const found = await replayed();
    const rule = { definitionId: 'PaymentCall', definitionVersion: 1, definitionHash: paymentCall.hash };
    expect(event(found, 0).rule).toEqual({ ...rule, edge: null, guard: null });
    expect(event(found, 1).rule).toEqual({
      ...rule,
      edge: { from: 'WELCOME', to: 'IDENTIFY', fromAnyState: false },
      guard: null,
    });
    expect(event(found, 3).rule).toEqual({
      ...rule,
      edge: { from: 'IDENTIFY', to: 'PAYMENT', guard: 'context.verified == true', fromAnyState: false },
      guard: { expression: 'context.verified == true', inputs: { 'context.verified': true } },
    });
  });

  it('gives the facts of the envelope', async () => {
    await call();
    const found = await replayed();
    const [recorded] = await ledger.read(journeyOf('a'));
    expect(event(found, 0)).toMatchObject({
      position: recorded?.position,
      eventId: recorded?.id,
      occurredAt: `${HOUR}:00:00.000Z`,
      recordedAt: recorded?.recordedAt,
      actor: { subject: 'flow', kind: 'caller' },
      commandId: 'c-0',
    });
    expect(recorded?.metadata).toContain(`"hash":"${event(found, 0).hash}"`);
  });

  it('shows of a refused attempt what was asked and why it was refused', async () => {
    await call();
    const found = await replayed();
    const attempt = found.steps.find((step): step is AttemptStep => step.kind === 'attempt');
    expect(attempt).toMatchObject({
      commandId: 'c-2',
      attempt: { asked: { targetStateId: 'PAYMENT' }, code: 'GUARD_FAILED', stateId: 'IDENTIFY', revision: 1 },
    });
  });

  it('says that there is no such journey', async () => {
    await expect(replay(ledger.store, 'default', 'unknown')).resolves.toBeUndefined();
    await call();
    await expect(replay(ledger.store, 'acme', 'a')).resolves.toBeUndefined();
  });
});

describe('a part of the history', () => {
  it.each<[string, ReplayCut, readonly string[]]>([
    ['by revision', { asOfRevision: 1n }, ['0', '1', '–']],
    ['by what the ledger knew', { asOf: `${HOUR}:32:00.000Z` }, ['0', '1']],
    ['by what had happened', { asOccurred: `${HOUR}:00:02.500Z` }, ['0', '1', '–']],
    ['before the beginning', { asOf: `${HOUR}:00:00.000Z` }, []],
    ['after the end', { asOfRevision: 99n }, ['0', '1', '–', '2', '3']],
  ])('is cut %s', async (_, cut, expected) => {
    await call();
    const found = await replayed(cut);
    expect(outline(found).map((line) => line.split(' ')[0])).toEqual(expected);
    expect(found.state?.stateId).toBe(
      expected.length === 0 ? undefined : expected.includes('3') ? 'PAYMENT' : 'IDENTIFY',
    );
  });

  it('by business time leaves out what had not happened, and calls that no fault', async () => {
    await call();
    const late = { from: 'PAYMENT', to: 'DONE', enteredAt: `${HOUR}:00:03.500Z` };
    await ledger.append(journeyOf('a'), [ledger.draft(JOURNEY_TRANSITIONED, late, `${HOUR}:00:03.500Z`)]);
    const found = await replayed({ asOccurred: `${HOUR}:00:03.900Z` });
    expect(outline(found).map((line) => line.split(' ')[0])).toEqual(['0', '1', '–', '2', '4']);
    expect(event(found, 4)).toMatchObject({
      before: { stateId: 'IDENTIFY' },
      after: { stateId: 'DONE' },
      findings: [],
    });
  });
});

describe('what does not agree', () => {
  const entry = { enteredAt: `${HOUR}:05:00.000Z` };
  const append = (type: string, data: object) =>
    ledger.append(journeyOf('a'), [ledger.draft(type, data, `${HOUR}:05:00.000Z`)]);

  beforeEach(() => call());

  it.each<[string, string, object, string]>([
    [
      'a transition that the definition lacks',
      JOURNEY_TRANSITIONED,
      { from: 'PAYMENT', to: 'REVIEW', ...entry },
      'EDGE_MISSING',
    ],
    [
      'a trigger that the definition lacks',
      JOURNEY_TRANSITIONED,
      { from: 'PAYMENT', to: 'DONE', trigger: 'X', ...entry },
      'EDGE_MISSING',
    ],
    [
      'a transition out of another state',
      JOURNEY_TRANSITIONED,
      { from: 'AGENT', to: 'DONE', ...entry },
      'FROM_MISMATCH',
    ],
    [
      'a guard that is not that of the transition',
      JOURNEY_TRANSITIONED,
      { from: 'PAYMENT', to: 'DONE', guard: { expression: 'true', inputs: {} }, ...entry },
      'GUARD_MISMATCH',
    ],
    ['a second start', JOURNEY_STARTED, { stateId: 'WELCOME', ...entry }, 'START_WRONG'],
    [
      'a restart into another state',
      JOURNEY_RESTARTED,
      { from: 'PAYMENT', to: 'AGENT', reason: 'r', ...entry },
      'EDGE_MISSING',
    ],
  ])('%s is found', async (_, type, data, kind) => {
    await append(type, data);
    const found = await replayed();
    expect(findingsOf(found)).toEqual([`7 ${kind}`]);
    expect(found.findings).toBe(1);
  });

  it.each<[string, object, readonly string[]]>([
    ['right', {}, []],
    ['early', { abortedAt: `${HOUR}:10:03.999Z` }, ['7 TIMEOUT_WRONG']],
    ['into another state', { to: 'AGENT' }, ['7 TIMEOUT_WRONG']],
    ['at another deadline', { deadline: `${HOUR}:10:00.000Z` }, ['7 TIMEOUT_WRONG']],
  ])('a timeout that is %s gives %j %j', async (_, change, expected) => {
    const deadline = event(await replayed(), 3).after?.deadline;
    expect(deadline).toBe(`${HOUR}:10:04.000Z`);
    await append(ABORT_TIMEOUT, {
      from: 'PAYMENT',
      to: 'ABORT_TIMEOUT',
      enteredAt: `${HOUR}:00:04.000Z`,
      deadline,
      detectedBy: 'saga',
      policy: 'definition',
      abortedAt: `${HOUR}:10:05.000Z`,
      ...change,
    });
    expect(findingsOf(await replayed())).toEqual(expected);
  });

  it('an event whose content was changed is found at that event', async () => {
    ledger.tamper(`UPDATE events SET data = replace(data, '"verified":true', '"verified":null') WHERE position = 5`);
    expect(findingsOf(await replayed())).toEqual(['5 CHAIN_BROKEN']);
  });

  it('a payload that is not JSON any more is shown as such, and the rest is replayed', async () => {
    ledger.tamper(`UPDATE events SET data = 'ruined' WHERE position = 5`);
    const found = await replayed();
    expect(findingsOf(found)).toEqual(['5 CHAIN_BROKEN', '5 PAYLOAD_UNREADABLE']);
    expect(event(found, 2)).toMatchObject({ data: {}, rule: null, occurredAt: null });
    expect(found.state?.stateId).toBe('PAYMENT');
  });

  it('a start that is gone is found at every event that hangs in the air', async () => {
    ledger.tamper(`UPDATE events SET type = 'Nothing' WHERE position = 2`);
    const found = await replayed();
    expect(findingsOf(found)).toContain('2 START_WRONG');
    expect(event(found, 1).rule).toBeNull();
  });
});

describe('the definition', () => {
  it('that the ledger does not hold is missed', async () => {
    await call({ ...paymentCallDocument, version: 7 });
    const found = await replayed();
    expect(findingsOf(found)).toEqual([
      '2 DEFINITION_MISSING',
      '3 DEFINITION_MISSING',
      '5 DEFINITION_MISSING',
      '6 DEFINITION_MISSING',
    ]);
  });

  it('that is another one than the journey was started under is found', async () => {
    await call({ ...paymentCallDocument, title: 'Another' });
    expect(findingsOf(await replayed())).toEqual([2, 3, 5, 6].map((position) => `${position} DEFINITION_CHANGED`));
  });

  it('that was changed in the file is found at the start of the journey', async () => {
    await call();
    ledger.tamper(`UPDATE events SET data = replace(data, 'PT10M', 'PT11M') WHERE position = 1`);
    const found = await replayed();
    expect(event(found, 0).findings.map(({ kind }) => kind)).toEqual([
      'DEFINITION_CHANGED',
      'DEFINITION_CHANGED',
      'DEFINITION_CHANGED',
    ]);
    expect(
      event(found, 0)
        .findings.map(({ reason }) => reason)
        .join(' '),
    ).toContain('The event says hash');
  });

  it('of each journey is the version under which it runs, also when there is a newer one', async () => {
    await call();
    const { REVIEW: _, ...states } = paymentCallDocument.states;
    await ledger.publish({ ...paymentCallDocument, version: 2, initial: 'IDENTIFY', states });
    expect(findingsOf(await replayed())).toEqual([]);
  });
});
