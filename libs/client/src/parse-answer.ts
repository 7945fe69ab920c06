import { LedgerUnreachableError } from './problems';

/** JSON of an answer; what is none did not come from a ledger. */
export function parseAnswer(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `The answer from ${url} is no JSON: is this the address of a journey ledger?`;
    throw new LedgerUnreachableError('UNREACHABLE', message, false, { cause });
  }
}
