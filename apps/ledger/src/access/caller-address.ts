import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** `203.0.113.7:50123` and `[2001:db8::7]:443`, as some proxies write whom they forward. */
const WITH_PORT = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/;

/**
 * The address of a caller: that of its connection, or what a trusted proxy says, without a port, which is another one for
 * each connection. What is not an address counts as the proxy's own: else each such text would be a caller of its own.
 */
export function callerAddress({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  if (isIP(ip) !== 0) return ip;
  const [, bracketed, plain] = WITH_PORT.exec(ip) ?? [];
  const address = bracketed ?? plain ?? '';
  return isIP(address) === 0 ? (socket.remoteAddress ?? ip) : address;
}
