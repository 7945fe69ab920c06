import * as fc from 'fast-check';
import { sql } from 'kysely';
import {
  effectiveDeadline,
  withTimeoutRules,
  type TimeoutChange,
  type TimeoutPause,
  type TimeoutRules,
  type WaitingState,
} from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import type { ReadModelDatabase } from '@ledger/projections';
import { recomputedDeadlines, type WaitsQuery } from '../src/read-models/timing/recomputed-deadlines';
import { everyDatabase } from './every-database.test-support';

const STATE = 'WELCOME';
const START = Date.parse('2026-05-01T12:00:00.000Z');
const LAST = 12;

/** Few instants, so that one often is exactly another, and some in between. */
const tick = fc.integer({ min: 0, max: 2 * LAST }).map((half) => START + half * 30_000);
const duration = fc.integer({ min: 1, max: LAST }).map((minutes) => minutes * 60_000);
const grace = fc.oneof(fc.constant(0), duration);

const change = fc.record({ at: tick, after: duration, grace, toWaiting: fc.boolean(), undoes: fc.option(fc.nat(5)) });

const changes = fc.array(change, { maxLength: 6 }).map((drawn): readonly TimeoutChange[] =>
  drawn
    .sort((one, other) => one.at - other.at)
    .map(({ at, after, grace: graceMs, toWaiting, undoes }, index) => {
      const revision = index + 1;
      if (undoes !== null && undoes < index) {
        return { kind: 'removal', revision, at, overrideRevision: undoes + 1, graceMs };
      }
      const applyTo = toWaiting ? 'waiting' : 'new';
      return { kind: 'override', revision, at, after: `PT${after / 1_000}S`, afterMs: after, applyTo, graceMs };
    }),
);

const pauses = fc
  .tuple(fc.array(tick, { maxLength: 8 }), fc.boolean())
  .map(([bounds, isOpen]): readonly TimeoutPause[] => {
    const sorted = [...bounds].sort((one, other) => one - other);
    const ended = sorted.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: sorted[index + 1] ?? null }] : []));
    return isOpen ? ended : ended.filter(({ to }) => to !== null);
  });

const wait = fc
  .record({
    entered: tick,
    sinceAfter: fc.nat(4),
    own: fc.option(tick.map((instant) => instant + 60_000)),
    policy: fc.constantFrom('definition' as const, 'override' as const, 'session' as const),
  })
  .map((drawn) => ({ ...drawn, since: drawn.entered + (drawn.policy === 'session' ? drawn.sinceAfter * 30_000 : 0) }));

type DrawnWait = typeof wait extends fc.Arbitrary<infer Value> ? Value : never;

const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

function stateOf({ entered, since, own, policy }: DrawnWait): WaitingState {
  return {
    stateId: STATE,
    enteredAt: new Date(entered).toISOString(),
    deadlineSince: new Date(since).toISOString(),
    deadline: iso(own),
    deadlinePolicy: policy,
    definitionDeadline: policy === 'session' ? null : iso(own),
  };
}

function waitsQuery(waits: readonly DrawnWait[]): WaitsQuery {
  const rows = waits.map(({ entered, since, own, policy }, index) => {
    const instants = sql`cast(${sql.lit(entered)} as bigint) as entered_ms, cast(${sql.lit(since)} as bigint) as since_ms`;
    const name = sql`cast('acme' as text) as tenant, cast(${sql.lit(String(index))} as text) as session_id`;
    return sql`select ${name}, ${instants}, cast(${sql.lit(own)} as bigint) as own_ms,
      cast(${sql.lit(policy)} as text) as policy`;
  });
  return sql`${sql.join(rows, sql` union all `)}`;
}

async function inDatabase(
  database: ReadModelDatabase,
  waits: readonly DrawnWait[],
  rules: TimeoutRules,
): Promise<readonly unknown[]> {
  const { rows } = await recomputedDeadlines({ waits: waitsQuery(waits), kept: ['session_id'] }, rules, [
    STATE,
  ]).execute(database.db);
  return rows
    .map((row) => ({
      index: Number((row as unknown as { readonly session_id: string }).session_id),
      deadline: row.due_ms === null || Number(row.frozen) === 1 ? null : iso(Number(row.due_ms)),
      frozen: Number(row.frozen) === 1,
      overrideRevision: row.override_revision === null ? null : Number(row.override_revision),
    }))
    .sort((one, other) => one.index - other.index);
}

function inDomain(waits: readonly DrawnWait[], rules: TimeoutRules): readonly unknown[] {
  const definition = withTimeoutRules(paymentCall, rules);
  return waits.map((drawn, index) => {
    const { deadline, frozen, overrideRevision = null } = effectiveDeadline(stateOf(drawn), definition);
    return { index, deadline, frozen, overrideRevision };
  });
}

describe.each(everyDatabase())('deadlines recomputed in %s', (_name, harness) => {
  let database: ReadModelDatabase;

  beforeAll(async () => (database = await harness.open()));
  afterAll(() => harness.dispose(database));

  it('are those of the domain, whatever was overridden, undone or paused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(wait, { minLength: 1, maxLength: 25 }),
        changes,
        pauses,
        async (waits, list, paused) => {
          const rules = { changes: new Map([[STATE, list]]), pauses: paused };
          expect(await inDatabase(database, waits, rules)).toEqual(inDomain(waits, rules));
        },
      ),
    );
  });

  it('are right over a year of weekly pauses', async () => {
    const week = 7 * 24 * 3_600_000;
    const paused = Array.from({ length: 52 }, (_, index) => ({
      from: START + index * week,
      to: START + index * week + 3_600_000,
    }));
    const waits = [0, 10, 51].map((weeks): DrawnWait => {
      const entered = START + weeks * week + 60_000;
      return { entered, since: entered, sinceAfter: 0, own: START + 60 * week, policy: 'definition' };
    });
    const rules = { changes: new Map(), pauses: paused };
    expect(await inDatabase(database, waits, rules)).toEqual(inDomain(waits, rules));
  });
});
