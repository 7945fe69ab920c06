import { deriveCommandId } from '../../src/journeys/command-id';
import type { JourneyCommandRequest } from '../../src/journeys/journey-command-request';

const caller = { subject: 'flow-1', kind: 'caller' } as const;

function transition(more: object = {}, request: Partial<JourneyCommandRequest> = {}): JourneyCommandRequest {
  const command = { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY', ...more } as const;
  return { tenant: 'default', actor: caller, command, ...request };
}

describe('a derived command id', () => {
  it('is not given to a request that a journey may rightly see twice', () => {
    expect(deriveCommandId(transition())).toBeUndefined();
  });

  it('is the same for the same request, whatever the order of its keys', () => {
    const one = transition({ expectedRevision: 4n, context: { a: 1, b: { x: 1, y: 2 } } });
    const other = transition({ context: { b: { y: 2, x: 1 }, a: 1 }, expectedRevision: 4n });
    expect(deriveCommandId(one)).toBe(deriveCommandId(other));
    expect(deriveCommandId(one)).toMatch(
      /^derived:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("is given where the caller's own time tells one attempt from another", () => {
    const at = (occurredAt: string) => deriveCommandId(transition({}, { occurredAt }));
    expect(at('2023-10-27T10:05:00Z')).toBe(at('2023-10-27T10:05:00Z'));
    expect(at('2023-10-27T10:05:00Z')).not.toBe(at('2023-10-27T10:05:01Z'));
  });

  it.each([
    ['tenant', transition({ expectedRevision: 4n }, { tenant: 'acme' })],
    ['caller', transition({ expectedRevision: 4n }, { actor: { subject: 'flow-2', kind: 'caller' } })],
    ['session', transition({ expectedRevision: 4n, sessionId: 's2' })],
    ['target', transition({ expectedRevision: 4n, targetStateId: 'DONE' })],
    ['context', transition({ expectedRevision: 4n, context: { a: 1 } })],
    ['revision', transition({ expectedRevision: 5n })],
  ])('differs where the %s differs', (_what, other) => {
    expect(deriveCommandId(other)).not.toBe(deriveCommandId(transition({ expectedRevision: 4n })));
  });

  it('does not depend on the request that carried it', () => {
    const one = transition({ expectedRevision: 4n }, { correlationId: 'request-1' });
    const again = transition({ expectedRevision: 4n }, { correlationId: 'request-2' });
    expect(deriveCommandId(one)).toBe(deriveCommandId(again));
  });
});
