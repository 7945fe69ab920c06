import fc from 'fast-check';
import type { JourneyView } from '@ledger/journey';
import { FLOW_ANSWER_BYTES, statusAnswer } from './flow-answer';

const journey = (context: JourneyView['context'], allowedTargets: readonly string[] = ['COMPLETED']): JourneyView => ({
  sessionId: 'call-1',
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  status: 'ACTIVE',
  stateId: 'PAYMENT_COLLECTOR',
  previousStateId: 'INTRO_WELCOME',
  revision: 1,
  enteredAt: '2026-11-02T09:30:00.000Z',
  startedAt: '2026-11-02T09:29:00.000Z',
  lastUpdatedAt: '2026-11-02T09:30:00.000Z',
  deadline: null,
  overdue: false,
  channel: 'voice',
  customerId: null,
  initiatingSource: null,
  context,
  allowedTargets,
  position: '41',
});

const sizeOf = (answer: object): number => Buffer.byteLength(JSON.stringify(answer));

describe('the answer of the flow face', () => {
  it('is flat, and within 8 KB, whatever the context holds', () => {
    const context = fc.dictionary(fc.string({ minLength: 1, maxLength: 60 }), fc.jsonValue(), { maxKeys: 60 });
    fc.assert(
      fc.property(context, fc.array(fc.string({ maxLength: 128 }), { maxLength: 80 }), (given, targets) => {
        const answer = statusAnswer('call-1', journey(given as JourneyView['context'], targets));
        expect(sizeOf(answer)).toBeLessThanOrEqual(FLOW_ANSWER_BYTES);
        for (const value of Object.values(answer)) expect(typeof value === 'object' && value !== null).toBe(false);
      }),
    );
  });

  it('names what it leaves out, and leaves out no more than it must', () => {
    const context = { first: 'a', huge: '€'.repeat(4000), last: { b: 1 } };
    const answer = statusAnswer('call-1', journey(context));
    expect(answer).toMatchObject({ ctx_first: 'a', ctx_last: '{"b":1}', omitted: 'ctx_huge' });
    expect(answer).not.toHaveProperty('ctx_huge');
  });

  it('cuts the targets at a whole name', () => {
    const targets = Array.from({ length: 500 }, (_, n) => `STATE_NUMBER_${n}`);
    const answer = statusAnswer('call-1', journey({}, targets));
    expect(targets).toEqual(expect.arrayContaining(answer.allowedTargets.split(',')));
    expect(answer.omitted).toBe('allowedTargets');
  });
});
