import { BlockList, isIP } from 'node:net';

const CIDR = /^([0-9a-fA-F.:]{2,45})\/(\d{1,3})$/;

/** Whether a text is a network such as `10.20.0.0/16` or `2001:db8::/32`. */
export function isCidr(text: string): boolean {
  return parsed(text) !== undefined;
}

const MOST_KNOWN = 1_000;

/** Networks from which a key may be used. IPv4 addresses are found in either way of writing them. */
export class Networks {
  readonly #list = new BlockList();
  /** A key is used from few addresses, and asking the list costs more than all else that a request is asked for. */
  readonly #known = new Map<string, boolean>();

  /** Throws a `TypeError` for what is not a network. */
  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      const network = parsed(cidr);
      if (network === undefined) throw new TypeError(`${JSON.stringify(cidr)} is not a network such as 10.20.0.0/16.`);
      this.#list.addSubnet(network.address, network.bits, network.family);
    }
  }

  has(address: string): boolean {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const family = isIP(address);
    const isIn = family !== 0 && this.#list.check(address, family === 6 ? 'ipv6' : 'ipv4');
    this.#known.set(address, isIn);
    return isIn;
  }
}

function parsed(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', bits = ''] = CIDR.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 6 ? 128 : 32)) return undefined;
  return { address, bits: Number(bits), family: version === 6 ? 'ipv6' : 'ipv4' };
}
