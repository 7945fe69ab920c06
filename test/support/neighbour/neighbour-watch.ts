import type { SeenReply } from '../replies';
import { MARK, NEIGHBOUR_KEY } from './neighbour-names';

const AROUND = 120;

/** Stands in the stream of the installation, which is of the tenant `default`: who opened which tenant. */
const OPENED = `"data":{"tenant":"${MARK}"}`;

/** What a reply to anyone but the neighbour shows of it. */
export function neighbourFaults({ method, path, credentials, headers, body }: SeenReply): readonly string[] {
  // What was asked for may be repeated.
  if (credentials.includes(NEIGHBOUR_KEY) || path.includes(MARK)) return [];
  const said = [JSON.stringify(headers), body.toString('latin1').replaceAll(OPENED, '')];
  return said.flatMap((text) => {
    const place = text.indexOf(MARK);
    if (place < 0) return [];
    const shown = text.slice(Math.max(0, place - AROUND), place + AROUND);
    return [`${method} ${path} shows what another tenant has: …${shown}…`];
  });
}
