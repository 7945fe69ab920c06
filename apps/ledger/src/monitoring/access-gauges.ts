import { Injectable } from '@nestjs/common';
import { LedgerAccess } from '../access/ledger-access';
import { addFigures } from './figures';
import { LedgerMetrics } from './ledger-metrics';

@Injectable()
export class AccessGauges {
  constructor({ registry }: LedgerMetrics, { failedLogins }: LedgerAccess) {
    addFigures(registry, {
      failed_logins_total: {
        help: 'Calls and logins whose credentials were refused, by the reason.',
        labelNames: ['reason'],
        value: () => [...failedLogins.counts].map(([reason, count]) => [{ reason }, count]),
      },
    });
  }
}
