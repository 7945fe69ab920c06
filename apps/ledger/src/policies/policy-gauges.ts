import { Injectable, Optional } from '@nestjs/common';
import { PolicyWatch } from '@ledger/policies';
import { addGauges } from '../monitoring/gauges';
import { LedgerMetrics } from '../monitoring/ledger-metrics';

@Injectable()
export class PolicyGauges {
  constructor({ registry }: LedgerMetrics, @Optional() watch?: PolicyWatch) {
    if (watch === undefined) return;
    addGauges(registry, {
      policy_violations_total: {
        help: 'Violations of policies that this process has recorded.',
        labelNames: ['definition', 'policy'],
        value: () =>
          watch
            .status()
            .recorded.map(({ definitionId, policy, recorded }) => [{ definition: definitionId, policy }, recorded]),
      },
      policy_watch_failing: {
        help: '1 while policies cannot be watched, or those of a journey cannot be judged.',
        value: () => (watch.status().lastError === null ? 0 : 1),
      },
    });
  }
}
