import { compileDefinition, decide, fold } from '../src';
import type { DefinitionDocument } from '../src';
import { journeySpec, paymentCall, paymentCallDocument } from '../src/testing';
import { abort, at, identify, moved, NOW, started } from './payment-call.test-support';

const { IDENTIFY, ...others } = paymentCallDocument.states;

/** Without IDENTIFY, which is called VERIFY now; wants a tier, and knows another default. */
const SECOND: DefinitionDocument = {
  ...paymentCallDocument,
  version: 2,
  initial: 'WELCOME',
  states: { ...others, VERIFY: IDENTIFY!, AGENT: { final: true } },
  context: {
    type: 'object',
    required: ['tier'],
    properties: { tier: { type: 'string' }, region: { type: 'string', default: 'EU' } },
  },
};
const second = compileDefinition(SECOND);
const { given } = journeySpec(paymentCall, NOW, second);

const reason = 'IDENTIFY is called VERIFY now.';
const migrate = (over: object = {}) =>
  ({ type: 'MigrateJourney', toVersion: 2, set: { tier: 'gold' }, reason, ...over }) as const;
const stateMap = { IDENTIFY: 'VERIFY', RETRY: 'VERIFY' };

describe('a migration', () => {
  it('takes the journey to the version, in the state that keeps its name', () => {
    given(started())
      .when(migrate())
      .then({
        type: 'JourneyMigrated',
        data: { fromVersion: 1, toVersion: 2, toHash: second.hash, set: { tier: 'gold' }, reason },
      });
  });

  it('records what the state is called there, and no more of the map', () => {
    given(started(), identify)
      .when(migrate({ stateMap }))
      .then({
        type: 'JourneyMigrated',
        data: {
          ...{ fromVersion: 1, toVersion: 2, toHash: second.hash, stateMap: { IDENTIFY: 'VERIFY' } },
          ...{ set: { tier: 'gold' }, reason },
        },
      });
  });

  it('records of the context what differs alone', () => {
    given(started({ context: { tier: 'gold' } }))
      .when(migrate())
      .then({ type: 'JourneyMigrated', data: { fromVersion: 1, toVersion: 2, toHash: second.hash, reason } });
  });

  it('is refused where the version has no such state', () => {
    given(started(), identify)
      .when(migrate())
      .thenRejected(
        'TRANSITION_NOT_ALLOWED',
        /PaymentCall version 2 has no state "IDENTIFY"; map "IDENTIFY" in stateMap/,
      );
    given(started(), identify)
      .when(migrate({ stateMap: { IDENTIFY: 'NOWHERE' } }))
      .thenRejected('TRANSITION_NOT_ALLOWED', /has no state "NOWHERE"/);
  });

  it('ends no journey', () => {
    given(started(), moved('WELCOME', 'AGENT'))
      .when(migrate())
      .thenRejected(
        'TRANSITION_NOT_ALLOWED',
        /"AGENT" is final in PaymentCall version 2, and a migration must not end a journey/,
      );
  });

  it('is refused where the context would break the version’s schema', () => {
    given(started())
      .when(migrate({ set: {} }))
      .thenRejected('CONTEXT_INVALID', /^tier is missing/);
    given(started())
      .when(migrate({ set: { tier: 7 } }))
      .thenRejected('CONTEXT_INVALID', /tier must be a text; it is 7/);
    given(started())
      .when(migrate({ set: [] }))
      .thenRejected('VALIDATION_FAILED', /context must be a JSON object/);
  });

  it('is refused where there is no such version to run by', () => {
    given(started())
      .when(migrate({ toVersion: 3 }))
      .thenRejected('DEFINITION_NOT_FOUND', /PaymentCall version 3 is not published or is retired/);
    journeySpec(paymentCall, NOW)
      .given(started())
      .when(migrate())
      .thenRejected('DEFINITION_NOT_FOUND', /PaymentCall version 2 is not published or is retired/);
  });

  it('changes nothing, or is refused, where the journey runs by the version already', () => {
    const present = journeySpec(paymentCall, NOW, paymentCall);
    present
      .given(started())
      .when(migrate({ toVersion: 1, set: undefined }))
      .thenNothing('unchanged');
    present
      .given(started())
      .when(migrate({ toVersion: 1 }))
      .thenRejected('VALIDATION_FAILED', /already runs under PaymentCall version 1; to change/);
  });

  it('comes too late past the deadline, after the end, and for a journey that has moved', () => {
    given(started())
      .when(migrate({ now: at(2) }))
      .thenExpired(abort('WELCOME', { deadline: at(2) }, at(2), 'command'));
    given(started(), moved('WELCOME', 'DONE'))
      .when(migrate())
      .thenRejected('JOURNEY_ENDED', /has ended/);
    given(started(), identify)
      .when(migrate({ stateMap, expectedRevision: 0n }))
      .thenConflict(/you sent revision 0/);
    given().when(migrate()).thenNotFound();
  });

  it.each([[{ stateMap: [] }], [{ stateMap: { A: 1 } }], [{ stateMap: 'A' }], [{ reason: '' }]])(
    'is refused where it is malformed: %j',
    (over) => {
      given(started())
        .when(migrate(over))
        .thenRejected('VALIDATION_FAILED', /must be an object|is empty/);
    },
  );

  it('keeps the deadline of the state, and runs under the rules of the version', () => {
    const history = [started(), identify].map((event, index) => ({
      ...event,
      revision: BigInt(index),
      occurredAt: NOW,
    }));
    const before = fold(history);
    const command = { ...migrate({ stateMap }), sessionId: 's', now: at(1), commandId: 'c' } as const;
    const decision = decide(command, before, paymentCall, { migrateTo: second });
    if (decision.kind !== 'accepted') throw new Error(`The decision is ${decision.kind}.`);
    const after = fold([{ ...decision.events[0], revision: 2n, occurredAt: at(1) }], before);
    expect(after).toMatchObject({ stateId: 'VERIFY', definitionVersion: 2, enteredAt: NOW, deadline: at(3) });
    expect(decide({ ...command, commandId: 'again' }, after, second, { migrateTo: second }).kind).toBe('nothing');
    const late = decide({ ...command, commandId: 'late', now: at(3) }, after, second, { migrateTo: second });
    expect(late).toMatchObject({ kind: 'expired', events: [{ data: { from: 'VERIFY' } }] });
  });
});
