import type { FastifyRequest } from 'fastify';
import { hasCardNumber } from '@ledger/journey';
import { Problem, validationProblem } from '../http/problem';

const LONGEST = 200;
const CONTROL = /\p{Cc}/u;

/** Why the caller reads, from `X-Purpose`. What it gives is kept as it is, so it must not be card data. */
export function purposeOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = headers['x-purpose'];
  if (given === undefined) return undefined;
  const purpose = utf8(String(given)).trim();
  if (purpose === '' || purpose.length > LONGEST || CONTROL.test(purpose)) {
    throw validationProblem(`The header X-Purpose must be 1 to ${LONGEST} characters without control characters.`);
  }
  if (hasCardNumber(purpose)) {
    throw new Problem(
      'CARD_DATA_REFUSED',
      'The header X-Purpose has a payment card number in it. Send no card data to the ledger.',
    );
  }
  return purpose;
}

/** Node.js gives each byte of a header as a character. Other encodings than UTF-8 stay as they are. */
function utf8(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
