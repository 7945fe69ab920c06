import { parentPort, workerData } from 'node:worker_threads';
import { KyselyAnalyticsQueries, openSqliteReadModels, ReadModelsUnavailableError } from '@ledger/projections';
import type { AnalyticsRequest, AnalyticsResponse, AnalyticsWorkerData } from './analytics-protocol';

/** SQLite's calls block: on the API's thread a query over a million visits would delay every flow. */
async function main({ readModelsPath }: AnalyticsWorkerData): Promise<void> {
  const database = await openSqliteReadModels({ path: readModelsPath });
  const analytics = new KyselyAnalyticsQueries(database);
  parentPort?.on('message', (request: AnalyticsRequest) => {
    if (request.question === undefined) {
      parentPort?.close();
      void database.close();
      return;
    }
    const { id, question, given } = request;
    const ask = analytics[question].bind(analytics) as (...parameters: readonly unknown[]) => Promise<unknown>;
    ask(...given).then(
      (answer) => say({ id, answer }),
      (error: unknown) =>
        say({
          id,
          error: error instanceof Error ? error.message : String(error),
          isUnavailable: error instanceof ReadModelsUnavailableError,
        }),
    );
  });
}

function say(response: AnalyticsResponse): void {
  parentPort?.postMessage(response);
}

void main(workerData as AnalyticsWorkerData);
