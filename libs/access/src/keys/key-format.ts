import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { KEY_ENVIRONMENTS, type KeyEnvironment } from '../principal';

/** By this a scanner recognises a leaked key, without asking the ledger; the checksum tells the rest. */
export const KEY_PATTERN = /^jlk_(live|test)_[0-9A-Za-z]{36}$/;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62 ** 30: 178 random bits. */
const RANDOM_CHARACTERS = 30;
/** 62 ** 6 is above 2 ** 32. */
const CHECKSUM_CHARACTERS = 6;
const ID_CHARACTERS = 8;

/** `jlk_<environment>_`, 30 random characters, and the CRC-32 of all before it in six. */
export function generateKey(environment: KeyEnvironment, random: (below: number) => number = randomInt): string {
  let text = `jlk_${environment}_`;
  for (let count = 0; count < RANDOM_CHARACTERS; count++) text += ALPHABET[random(ALPHABET.length)] ?? '';
  return text + checksumOf(text);
}

/** Whether a text wants to be a key of the ledger. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith('jlk_');
}

/** What is wrong with a text that wants to be a key; undefined: nothing that can be told without the ledger. */
export function keyFault(text: string): 'malformed' | 'wrong-checksum' | undefined {
  if (!KEY_PATTERN.test(text)) return 'malformed';
  const body = text.slice(0, -CHECKSUM_CHARACTERS);
  return text === body + checksumOf(body) ? undefined : 'wrong-checksum';
}

/** The part of a key that may be shown: the first eight characters after its prefix. */
export function keyIdOf(key: string): string {
  const prefix =
    KEY_ENVIRONMENTS.map((environment) => `jlk_${environment}_`).find((text) => key.startsWith(text)) ?? '';
  return key.slice(prefix.length, prefix.length + ID_CHARACTERS);
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let checksum = '';
  for (let count = 0; count < CHECKSUM_CHARACTERS; count++) {
    checksum = (ALPHABET[rest % ALPHABET.length] ?? '') + checksum;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return checksum;
}
