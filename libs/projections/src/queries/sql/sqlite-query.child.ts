import { errorMessage } from '@ledger/runtime';
import { ReadModelsUnavailableError } from '../../database/errors';
import { SqlRefusedError } from './single-select';
import { runSqliteQuery } from './sqlite-statement';
import type { QueryOrder, QueryOutcome } from './sqlite-query';

process.once('message', (order: QueryOrder) => {
  process.send?.(outcomeOf(order), () => process.disconnect());
});

function outcomeOf(order: QueryOrder): QueryOutcome {
  try {
    return { kind: 'answer', answer: runSqliteQuery(order) };
  } catch (error) {
    if (error instanceof SqlRefusedError) return { kind: 'refused', message: error.message };
    if (error instanceof ReadModelsUnavailableError) return { kind: 'unavailable', message: error.message };
    return { kind: 'failed', message: errorMessage(error) };
  }
}
