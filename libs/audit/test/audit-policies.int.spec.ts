import type { DefinitionDocument } from '@ledger/journey';
import { auditPolicies, type PolicyAudit } from '../src/index';
import { AuditedLedger } from '../src/testing';

const claim: DefinitionDocument = {
  id: 'Claim',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'IDENTIFIED' }, { target: 'PAID' }] },
    IDENTIFIED: { transitions: [{ target: 'PAID' }] },
    PAID: { final: true },
  },
  policies: {
    identified: { kind: 'precedence', first: 'IDENTIFIED', then: 'PAID' },
    served: { kind: 'existence', state: 'PAID', within: 'PT1H' },
  },
};
const { policies: _, ...other } = { ...claim, id: 'Other' };

describe('an audit of policies', () => {
  let ledger: AuditedLedger;
  beforeEach(async () => {
    ledger = await AuditedLedger.create();
    await ledger.publish(claim);
    await ledger.publish(other);
    await walk(claim, 'kept', ['IDENTIFIED', 'PAID']);
    await walk(claim, 'broken', ['PAID']);
    await walk(claim, 'waiting', ['IDENTIFIED']);
    await walk(other, 'other', ['PAID']);
  });
  afterEach(() => ledger.dispose());

  /** Starts at 10:00, and enters a state each minute. */
  async function walk(
    document: DefinitionDocument,
    sessionId: string,
    states: readonly string[],
    into = ledger,
  ): Promise<void> {
    const at = (minute: number): string => `2026-01-01T10:0${minute}:00.000Z`;
    await into.execute(document, { type: 'StartJourney', sessionId, now: at(0) });
    for (const [index, targetStateId] of states.entries()) {
      await into.execute(document, { type: 'TransitionJourney', sessionId, now: at(index + 1), targetStateId });
    }
  }

  const audit = (options: Partial<Parameters<typeof auditPolicies>[2]> = {}): Promise<PolicyAudit> =>
    auditPolicies(ledger.store, () => undefined, { now: '2026-01-01T10:30:00.000Z', limit: 10, ...options });

  it('judges journeys by the version that they run under, and counts only those that have policies', async () => {
    expect(await audit()).toEqual({
      definitions: ['Claim', 'Other'],
      journeys: 3,
      violationCount: 1,
      violations: [
        {
          tenant: 'default',
          sessionId: 'broken',
          definitionId: 'Claim',
          definitionVersion: 1,
          policy: 'identified',
          kind: 'precedence',
          revision: 1,
          at: '2026-01-01T10:01:00.000Z',
          stateId: 'PAID',
        },
      ],
      policies: [{ tenant: 'default', definitionId: 'Claim', policy: 'identified', violations: 1, journeys: 1 }],
      unreadable: [],
    });
  });

  it('counts policies of the same name apart for each tenant', async () => {
    const acme = ledger.of('acme');
    await acme.publish(claim);
    for (const sessionId of ['broken', 'broken-2']) await walk(claim, sessionId, ['PAID'], acme);
    const { policies: figures, violationCount } = await audit();
    expect(violationCount).toBe(3);
    expect(figures).toEqual([
      { tenant: 'acme', definitionId: 'Claim', policy: 'identified', violations: 2, journeys: 2 },
      { tenant: 'default', definitionId: 'Claim', policy: 'identified', violations: 1, journeys: 1 },
    ]);
    expect((await audit({ tenant: 'default' })).policies).toMatchObject([{ tenant: 'default', violations: 1 }]);
  });

  it('finds what is over by its clock', async () => {
    const { violations } = await audit({ now: '2026-01-01T11:00:01.000Z' });
    expect(violations.map(({ sessionId, policy, deadline }) => [sessionId, policy, deadline])).toEqual([
      ['broken', 'identified', undefined],
      ['waiting', 'served', '2026-01-01T11:00:00.000Z'],
    ]);
  });

  it('judges all journeys of a definition by the policies of a file', async () => {
    const document = { ...other, policies: { never: { kind: 'absence', state: 'PAID' } as const } };
    expect(await audit({ document })).toMatchObject({
      journeys: 1,
      violations: [{ sessionId: 'other', policy: 'never' }],
    });
    expect(await audit({ document, since: '2026-01-01T10:00:00.001Z' })).toMatchObject({ journeys: 0 });
    expect(await audit({ definitionId: 'Other' })).toMatchObject({ journeys: 0, violationCount: 0 });
  });

  it('lists up to its limit and counts all, and says what it cannot read', async () => {
    await walk(claim, 'broken-too', ['PAID']);
    expect(await audit({ limit: 1 })).toMatchObject({ violationCount: 2, violations: [{ sessionId: 'broken' }] });
    ledger.tamper(`UPDATE events SET data = '{' WHERE position = 4`);
    const { unreadable, journeys } = await audit();
    expect(unreadable).toEqual([expect.stringContaining('journey.default-kept')]);
    expect(journeys).toBe(3);
  });
});
