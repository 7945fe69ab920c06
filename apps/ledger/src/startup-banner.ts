import type { LedgerConfig } from './config/ledger.config';
import { ledgerFiles } from './stores';

/** What the operator sees at the start: the address, the place of the data, and a first journey to try. */
export function startupBanner(config: LedgerConfig, url: string): string {
  const { ledger, readModels } = ledgerFiles(config);
  const lines = [
    '',
    `The journey ledger listens at ${url} (API: ${url}/docs).`,
    `Its data: ${config.eventStoreUrl === undefined ? ledger : 'the event store server'} is the truth, ${config.databaseUrl === undefined ? readModels : 'the database server'} is rebuilt from it.`,
  ];
  if (config.roles.has('api')) lines.push('Move a first journey:', firstJourney(url));
  return `${lines.join('\n')}\n\n`;
}

function firstJourney(url: string): string {
  const post = `curl -s -H 'content-type: application/json' -d`;
  return (
    `  ${post} '{"sessionId":"first-journey","definitionId":"CustomerJourneyState","channel":"voice"}' ${url}/v1/journeys && ` +
    `${post} '{"targetStateId":"PAYMENT_COLLECTOR"}' ${url}/v1/journeys/first-journey/transitions`
  );
}
