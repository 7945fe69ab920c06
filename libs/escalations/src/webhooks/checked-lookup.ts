import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { NamedError } from '@ledger/plain-data';
import { isLoopback, isPublic, type ResolvedAddress } from './address-policy';
import type { WebhookTarget } from './webhook-target';

export type Resolver = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** A target's name resolves to an address to which nothing may be sent. */
export class AddressRefusedError extends NamedError {
  readonly code = 'ADDRESS_REFUSED';
}

export const systemResolver: Resolver = async (hostname) => {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** Resolves once: the connection is made to these addresses, even if the name has others a moment later. */
export async function checkedAddresses(
  { url, allowPrivate }: Pick<WebhookTarget, 'url' | 'allowPrivate'>,
  resolve: Resolver,
): Promise<readonly ResolvedAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family: family === 6 ? 6 : 4 } as const];
  if (addresses.length === 0) throw new AddressRefusedError(`The name ${host} has no address.`);
  for (const { address } of addresses) {
    if (url.protocol === 'http:' && !isLoopback(address)) {
      throw new AddressRefusedError(`The name ${host} is not this machine; http is allowed for this machine alone.`);
    }
    if (!allowPrivate && !isPublic(address)) {
      throw new AddressRefusedError(
        `The name ${host} resolves to an address that is not public, which is not allowed.`,
      );
    }
  }
  return addresses;
}

/** Gives a connection these addresses, whatever name it asks for. */
export function pinnedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
