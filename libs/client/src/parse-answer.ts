import { LedgerUnreachableError } from './problems';

/** JSON of a reply; anything else did not come from a ledger. */
export function parseAnswer(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `The reply from ${url} is not JSON; is this the address of a journey ledger?`;
    throw new LedgerUnreachableError('UNREACHABLE', message, false, { cause });
  }
}
