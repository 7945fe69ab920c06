import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { JourneyOutcome } from '@ledger/journey';
import { PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { examples } from '@ledger/runtime/testing';
import type { DryRun, OperationDraft, UnfitDraft } from '../src/index';
import { moveToPay, OperationsFixture } from './operations-fixture.test-support';
import { wholeTenant } from '@ledger/projections';

function shown(answer: DryRun | UnfitDraft): DryRun {
  if ('reason' in answer) throw new Error(answer.reason);
  return answer;
}

describe('a dry run', () => {
  let fixture: OperationsFixture;
  beforeEach(async () => (fixture = await OperationsFixture.open()));
  afterEach(() => fixture.close());

  it('appends nothing', async () => {
    await fixture.begin(3);
    const before = fixture.store.ledger.events.length;
    await fixture.batches.dryRun(wholeTenant('default'), moveToPay());
    await fixture.commands.attempts.drain();
    expect(fixture.store.ledger.events).toHaveLength(before);
  });

  it('shows some journeys, and counts all', async () => {
    await fixture.begin(30);
    const { journeys, sample, byState } = shown(await fixture.batches.dryRun(wholeTenant('default'), moveToPay()));
    expect(journeys).toBe(30);
    expect(sample).toHaveLength(20);
    expect(sample[0]).toEqual({
      ...{ sessionId: 's0000', definitionId: 'Payment', definitionVersion: 1, stateId: 'WELCOME' },
      ...{ enteredAt: '2026-01-31T12:00:00.000Z', revision: 0, outcome: 'changed' },
    });
    expect(byState).toEqual([{ definitionId: 'Payment', stateId: 'WELCOME', journeys: 30 }]);
  });

  it('lets others have their turn between pages', async () => {
    await fixture.begin(2_500);
    let turns = 0;
    let isOver = false;
    const dryRun = fixture.batches.dryRun(wholeTenant('default'), moveToPay()).finally(() => (isOver = true));
    while (!isOver) {
      turns += 1;
      await nextTurn();
    }
    expect(shown(await dryRun).journeys).toBe(2_500);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('belongs to what it was of: its token is taken for nothing else', async () => {
    await fixture.begin(1);
    const { token } = shown(await fixture.batches.dryRun(wholeTenant('default'), moveToPay()));
    const asked = { operationId: 'op-1', ratePerSecond: 1, requestedBy: { subject: 'maria' } };
    const caller = { actor: { subject: 'maria', kind: 'operator' } } as const;
    const others: Partial<OperationDraft>[] = [
      { kind: 'restart' },
      { filter: { definitionId: 'Payment', state: 'PAY' } },
      { target: { stateId: 'NOTE' } },
    ];
    for (const other of others) {
      const draft = { ...moveToPay(), ...asked, ...other };
      expect(await fixture.batches.request(wholeTenant('default'), draft, token, caller)).toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    }
    const elsewhere = await fixture.batches.request(wholeTenant('acme'), { ...moveToPay(), ...asked }, token, caller);
    expect(elsewhere).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('settles the version of a migration', async () => {
    await fixture.commands.publish({ ...PAYMENT_DEFINITION, version: 2 });
    await fixture.begin(1);
    const draft = { ...moveToPay(), kind: 'migrate', target: {} } as const;
    expect(shown(await fixture.batches.dryRun(wholeTenant('default'), draft))).toMatchObject({
      target: { version: 2 },
    });
    const unpublished = await fixture.batches.dryRun(wholeTenant('default'), { ...draft, target: { version: 7 } });
    expect(unpublished).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
    const anything = await fixture.batches.dryRun(wholeTenant('default'), { ...draft, filter: { state: 'PAY' } });
    expect(anything).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('decides as the run does: on the journey, not on the row that shows it', async () => {
    const note = { note: { type: 'string', default: '' } };
    const properties = { ...(PAYMENT_DEFINITION.context?.['properties'] as object), ...note };
    const context = { ...PAYMENT_DEFINITION.context, properties };
    await fixture.begin(3);
    await fixture.commands.publish({ ...PAYMENT_DEFINITION, version: 2, context });
    const version2 = { toVersion: 2, reason: 'newer' };
    for (const sessionId of ['s0000', 's0001', 's0002']) {
      await fixture.commands.execute({ type: 'MigrateJourney', sessionId, ...version2 });
    }
    // The third version knows no note. None of the journeys has one: each shows the default of the second.
    await fixture.commands.publish({ ...PAYMENT_DEFINITION, version: 3 });
    await fixture.project();
    const draft = { ...moveToPay(), kind: 'migrate', target: { version: 3 } } as const;
    const { outcomes, token } = shown(await fixture.batches.dryRun(wholeTenant('default'), draft));
    expect(outcomes).toEqual({ changed: 3 });
    await fixture.request(draft, 1000, token);
    await fixture.run();
    expect(await fixture.state()).toMatchObject({ counts: { changed: 3, refused: 0 } });
  });

  it('sees what the read models do not show yet', async () => {
    await fixture.begin(2);
    await fixture.commands.move('s0001', 'PAY');
    const { outcomes, refusals } = shown(await fixture.batches.dryRun(wholeTenant('default'), moveToPay()));
    expect(outcomes).toEqual({ changed: 1, moved: 1 });
    expect(refusals).toMatchObject([{ code: 'REVISION_CONFLICT', journeys: 1 }]);
  });

  it('gives exactly the results it showed if nothing moves meanwhile', async () => {
    const kinds: readonly Pick<OperationDraft, 'kind' | 'target'>[] = [
      { kind: 'abort' },
      { kind: 'restart' },
      { kind: 'move', target: { stateId: 'PAY' } },
      { kind: 'move', target: { stateId: 'NOWHERE' } },
      { kind: 'migrate', target: { version: 2, stateMap: { PAY: 'NOTE' } } },
      { kind: 'migrate', target: { version: 2, force: true } },
      { kind: 'migrate', target: { version: 1 } },
    ];
    const way = fc.constantFrom('WELCOME', 'PAY', 'NOTE', 'IDENTIFY', 'DONE', 'TIMED_OUT');
    const { PAY: _, IDENTIFY: __, ...states } = PAYMENT_DEFINITION.states;
    const start = { ...states['WELCOME'], transitions: [{ target: 'NOTE' }] };
    const note = { ...states['NOTE'], transitions: [{ target: 'DONE' }, { target: 'CALL_BACK' }] };
    const second = { ...PAYMENT_DEFINITION, version: 2, states: { ...states, WELCOME: start, NOTE: note } };
    const rule = fc.record(
      {
        when: fc.constantFrom('never', 'resume', 'operator'),
        states: fc.constant({ PAY: 'NOTE', IDENTIFY: 'CALL_BACK' }),
        drop: fc.constant(['attempts']),
        deadline: fc.constantFrom('keep', 'recompute', 'restart'),
      },
      { requiredKeys: [] },
    );
    const { attempts: ___, ...kept } = PAYMENT_DEFINITION.context!['properties'] as { readonly attempts: object };
    const withRule = (upgrade: { readonly drop?: readonly string[] }) => {
      const context = { ...PAYMENT_DEFINITION.context, properties: kept };
      return { ...second, upgrade, ...(upgrade.drop && { context }) };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(way, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...kinds),
        rule,
        async (ways, kind, upgrade) => {
          const own = await OperationsFixture.open();
          await own.begin(ways.length);
          for (const [n, to] of ways.entries()) {
            const sessionId = `s000${n}`;
            if (to === 'DONE') await own.commands.move(sessionId, 'PAY');
            if (to !== 'WELCOME' && to !== 'TIMED_OUT') await own.commands.move(sessionId, to);
            const deadline = '2026-01-31T12:00:30.000Z';
            if (to === 'TIMED_OUT') {
              await own.commands.execute({ type: 'ChangeDeadline', sessionId, deadline, reason: 'soon' });
            }
          }
          expect(
            await own.commands.catalog.publish('default', withRule(upgrade), { subject: 'm', kind: 'operator' }),
          ).toMatchObject({
            kind: 'published',
          });
          own.time.set('2026-01-31T12:00:30.000Z');
          await own.project();
          const draft = { ...moveToPay(), ...kind, filter: { definitionId: 'Payment' } };
          const { outcomes, token, journeys, refusals } = shown(
            await own.batches.dryRun(wholeTenant('default'), draft),
          );
          await own.request(draft, 1000, token);
          await own.run();
          const { counts, codes, selected } = await own.state();
          const nonZero = Object.entries(counts).filter(([, count]) => count > 0) as [JourneyOutcome, number][];
          expect(Object.fromEntries(nonZero)).toEqual(outcomes);
          expect(codes).toEqual(Object.fromEntries(refusals.map(({ code, journeys: count }) => [code, count])));
          expect(selected).toBe(journeys);
          await own.close();
        },
      ),
      { numRuns: examples(0.15) },
    );
  });
});
