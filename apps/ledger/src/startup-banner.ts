import type { LedgerConfig } from './config/ledger.config';
import type { Ledger } from './ledger';
import { ledgerFiles } from './stores';

/** What the operator sees at the start: the address, the place of the data, and a first journey to try. */
export function startupBanner(
  config: LedgerConfig,
  { url, firstAdminKeyFile }: Pick<Ledger, 'url' | 'firstAdminKeyFile'>,
): string {
  const { ledger, readModels } = ledgerFiles(config);
  const lines = [
    '',
    `The journey ledger listens at ${url} (API: ${url}/docs).`,
    `Its data: ${config.eventStoreUrl === undefined ? ledger : 'the event store server'} is the truth, ${config.databaseUrl === undefined ? readModels : 'the database server'} is rebuilt from it.`,
  ];
  if (firstAdminKeyFile !== undefined) lines.push(...firstKey(firstAdminKeyFile, url));
  else if (config.roles.has('api')) lines.push('Move a first journey:', firstJourney(url, config));
  return `${lines.join('\n')}\n\n`;
}

/** The key itself is on no command line, where others could see it. */
function firstKey(file: string, url: string): string[] {
  return [
    `The first administrator's key is in ${file}, readable by this account alone. Use it, then replace it:`,
    `  export ${addressOf(url)}LEDGER_API_KEY=$(cat ${file})`,
    '  npx journey start first-journey -d CustomerJourneyState --channel voice',
    '  npx journey keys create <name> --owner <who> --scope admin',
  ];
}

function firstJourney(url: string, { access }: LedgerConfig): string {
  if (access !== undefined) {
    // Without keys, callers have tokens of an identity provider.
    const credentials = access.bootstrapKeys === undefined ? 'LEDGER_TOKEN' : 'LEDGER_API_KEY';
    return `  ${addressOf(url)}${credentials}=… npx journey start first-journey -d CustomerJourneyState --channel voice`;
  }
  const post = `curl -s -H 'content-type: application/json' -d`;
  return (
    `  ${post} '{"sessionId":"first-journey","definitionId":"CustomerJourneyState","channel":"voice"}' ${url}/v1/journeys && ` +
    `${post} '{"targetStateId":"PAYMENT_COLLECTOR"}' ${url}/v1/journeys/first-journey/transitions`
  );
}

/** The command line knows the usual address by itself. */
function addressOf(url: string): string {
  return url === 'http://127.0.0.1:3000' ? '' : `LEDGER_URL=${url} `;
}
