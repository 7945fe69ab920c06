import { Inject, Injectable, Optional } from '@nestjs/common';
import { PolicyWatch } from '@ledger/policies';
import { POLICY_QUERIES, type PolicyQueries } from '@ledger/projections';
import { CLOCK, type Clock } from '@ledger/runtime';
import { CachedValue } from '../monitoring/cached-value';
import { addFigures } from '../monitoring/figures';
import { LedgerMetrics } from '../monitoring/ledger-metrics';

/** Counting reads every violation. */
const COUNTED_EVERY_MS = 60_000;

@Injectable()
export class PolicyGauges {
  constructor(
    { registry }: LedgerMetrics,
    @Inject(POLICY_QUERIES) queries: PolicyQueries,
    @Inject(CLOCK) clock: Clock,
    @Optional() watch?: PolicyWatch,
  ) {
    if (watch === undefined) return;
    const counts = new CachedValue(clock, COUNTED_EVERY_MS, () => queries.violationCounts());
    addFigures(registry, {
      policy_violations_total: {
        help: 'Recorded violations of policies by the kind of policy, counted at most once a minute.',
        labelNames: ['kind'],
        value: async () => (await counts.get()).map(({ kind, violations }) => [{ kind }, violations]),
      },
      policy_watch_failing: {
        help: '1 while policies cannot be watched, or those of a journey cannot be judged.',
        value: () => (watch.status().lastError === null ? 0 : 1),
      },
    });
  }
}
