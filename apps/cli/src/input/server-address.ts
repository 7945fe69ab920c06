import { InvalidArgumentError } from 'commander';
import { usageFailure } from '../failures';

const SHAPE = 'Give an address such as http://127.0.0.1:3000.';
const SECRET =
  'The address of the ledger must have no user name and no password in it: give the key by LEDGER_API_KEY.';

/** Value of `--url`. What may hold a secret is judged later: Commander would repeat it. */
export function urlArgument(text: string): string {
  if (!text.includes('@') && !isAddress(text)) throw new InvalidArgumentError(SHAPE);
  return text;
}

/** An address that may be printed; wrong usage otherwise, in a sentence that never repeats it. */
export function serverAddress(text: string): string {
  if (!isAddress(text)) throw usageFailure(SHAPE);
  if (hasSecret(text)) throw usageFailure(SECRET);
  return text;
}

/** An address as help shows it. */
export function printableAddress(text: string): string {
  return hasSecret(text) ? text.replace(/\/\/.*@/s, '//…@') : text;
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function hasSecret(text: string): boolean {
  if (!URL.canParse(text)) return text.includes('@');
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}
