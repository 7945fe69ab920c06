import { isIP } from 'node:net';
import { ConfigurationError } from './configuration.error';

/** Names of networks that every machine has, as Fastify takes them. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** The proxies whose word on the caller's address is taken; empty: none, and the connection's own address counts. */
export function trustedProxies(text: string): readonly string[] {
  const places = text.split(',').filter((place) => place !== '');
  if (places.every(isPlace)) return places;
  throw new ConfigurationError(
    `TRUSTED_PROXIES must be addresses or networks such as 10.0.0.7,10.1.0.0/16 or loopback, separated by commas; it is ${JSON.stringify(text)}.`,
  );
}

function isPlace(place: string): boolean {
  if (NAMES.has(place)) return true;
  const [address = '', prefix, ...more] = place.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  // A prefix of 0 would take every address for a proxy.
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
