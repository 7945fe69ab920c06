const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Of an IPv6 address the network of 64 bits, which one client has as a whole; of another the address itself. */
export function clientNetwork(address: string): string {
  if (!address.includes(':')) return address;
  const [, mapped] = MAPPED.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  const [front = '', back] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::');
  const groups = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  // What `::` stands for; an IPv4 address at the end is of two groups.
  const left = 8 - groups.length - after.length - (address.includes('.') ? 1 : 0);
  const all = [...groups, ...Array.from({ length: Math.max(0, back === undefined ? 0 : left) }, () => '0'), ...after];
  return `${all.slice(0, 4).map(withoutZeros).join(':')}::/64`;
}

function withoutZeros(group: string): string {
  return group.replace(/^0+(?=.)/, '');
}
