import { Inject, Injectable } from '@nestjs/common';
import { sleep } from '@ledger/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerAddress } from '../access/caller-address';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { Problem } from './problem';
import { routeConfigOf } from './route-config';
import { TokenBuckets, type Token } from './token-buckets';

/** Name of our one policy in the headers of draft-ietf-httpapi-ratelimit-headers. */
const POLICY = '"requests"';

/** Refusals that a key gets at once, as a share of what it may send. */
const QUICK_SHARE = 0.25;
/**
 * How long a key waits for each further refusal: refused at once, a caller that pays no heed sends as fast as it is refused,
 * and takes the time of all others. Spread, as those that were held together would all be answered in one moment.
 */
const HELD_MS = { least: 250, spread: 500 } as const;

/** How often one key may ask; without keys, one address. Each process counts for itself. */
@Injectable()
export class RateLimits {
  private readonly buckets: TokenBuckets | undefined;
  /** Refusals that a key gets at once. */
  private readonly quickRefusals: TokenBuckets;

  constructor(@Inject(LEDGER_CONFIG) { rateLimitPerSecond }: Pick<LedgerConfig, 'rateLimitPerSecond'>) {
    this.buckets = rateLimitPerSecond === 0 ? undefined : new TokenBuckets(rateLimitPerSecond);
    this.quickRefusals = new TokenBuckets(QUICK_SHARE * rateLimitPerSecond, {
      capacity: Math.max(1, QUICK_SHARE * rateLimitPerSecond),
    });
  }

  /**
   * Refuses, before any work is done, what comes beyond the limit; every reply says what is left.
   * @param letWait told of a request whose refusal is held.
   */
  limit(instance: FastifyInstance, letWait: (request: FastifyRequest) => void): void {
    const { buckets, quickRefusals } = this;
    if (buckets === undefined) return;
    instance.addHook('onRequest', (request, reply, done) => {
      const { scope, busy } = routeConfigOf(request);
      if (scope === undefined || scope === 'open') return done();
      const [key, now] = [rateKeyOf(request), performance.now()];
      const token = buckets.take(key, now);
      sayWhatIsLeft(reply, buckets.perSecond, token);
      if (token.isTaken) return done();
      const refusal = tooOften(buckets.perSecond, token);
      if (busy === 'answer') request.refusal ??= refusal;
      const refuse = (): void => (busy === 'answer' ? done() : done(refusal));
      if (quickRefusals.take(key, now).isTaken) return refuse();
      letWait(request);
      setTimeout(refuse, HELD_MS.least + Math.random() * HELD_MS.spread);
    });
  }

  /** For what comes in one request and counts as many: returns once there is room for one more. */
  async turn(key: string): Promise<void> {
    for (;;) {
      const token = this.buckets?.take(key, performance.now());
      if (token === undefined || token.isTaken) return;
      await sleep(token.waitMs);
    }
  }
}

/** Under which the requests of a caller are counted. */
export function rateKeyOf(request: Pick<FastifyRequest, 'ip' | 'socket' | 'principal'>): string {
  const { principal } = request;
  return principal === null ? callerAddress(request) : `${principal.tenant} ${principal.clientId}`;
}

/** Structured fields (RFC 9651): quota and window in seconds; what remains, and seconds until all of it is back. */
function sayWhatIsLeft(reply: FastifyReply, perSecond: number, { left }: Token): void {
  reply.header('ratelimit-policy', `${POLICY};q=${perSecond};w=1`);
  reply.header('ratelimit', `${POLICY};r=${left};t=1`);
}

function tooOften(perSecond: number, { waitMs }: Token): Problem {
  const limit = `The limit is ${perSecond.toLocaleString('en')} requests a second (RATE_LIMIT_PER_SECOND)`;
  const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) };
  return new Problem('TOO_MANY_REQUESTS', `${limit}; nothing was done. Retry.`, { headers });
}
