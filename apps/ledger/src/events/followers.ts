import { Inject, Injectable } from '@nestjs/common';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import type { IncomingCall } from '../http/incoming-call';
import { Problem } from '../http/problem';

const RETRY_AFTER_SECONDS = 10;

/** How many follow the ledger, in all and for each key: each open connection takes memory and a part of the thread. */
@Injectable()
export class Followers {
  private readonly byKey = new Map<string, number>();
  private total = 0;

  constructor(@Inject(LEDGER_CONFIG) private readonly config: Pick<LedgerConfig, 'followers'>) {}

  /** Counts one more, until the function that it gives is called; throws `TOO_MANY_REQUESTS` beyond a limit. */
  enter({ actor, tenant }: Pick<IncomingCall, 'actor' | 'tenant'>): () => void {
    const { most, mostOfOneKey } = this.config.followers;
    const name = actor.clientId ?? actor.subject;
    const key = `${tenant} ${name}`;
    const ofKey = this.byKey.get(key) ?? 0;
    if (this.total >= most) throw tooMany(`${most} connections follow events (EVENTS_MAX_FOLLOWERS)`);
    if (ofKey >= mostOfOneKey) {
      throw tooMany(`${name} follows events on ${mostOfOneKey} connections (EVENTS_MAX_FOLLOWERS_PER_KEY)`);
    }
    this.total += 1;
    this.byKey.set(key, ofKey + 1);
    return () => this.left(key);
  }

  private left(key: string): void {
    this.total -= 1;
    const others = (this.byKey.get(key) ?? 1) - 1;
    if (others === 0) this.byKey.delete(key);
    else this.byKey.set(key, others);
  }
}

function tooMany(limit: string): Problem {
  return new Problem('TOO_MANY_REQUESTS', `${limit}; close one, or ask again later.`, {
    headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  });
}
