import type { DueDelivery, DueDeliverySearch, EscalationQueries } from '@ledger/projections';

/** Deliveries are remembered for so long. A read model that lags longer costs reading their streams again. */
const REMEMBERED_MS = 60_000;
/** Rows beyond those that are wanted: the read model lags, and shows some that are handled. */
const MARGIN = 100;
/** Beyond this the read model is soon enough. */
const MOST_HINTS = 1_000;

/** What a delivery's stream said when it was last read. */
interface Known {
  /** What the read model said then: if it says more now, it has news. */
  readonly believed: string;
  readonly dueAt: number;
  readonly until: number;
}

/** What is due. The read model lags: what was handled is remembered, and what was requested is hinted at. */
export class DueDeliveries {
  readonly #known = new Map<string, Known>();
  readonly #hints = new Map<string, DueDelivery>();

  constructor(private readonly queries: Pick<EscalationQueries, 'dueDeliveries'>) {}

  /** Tells of a due delivery that the read model may not show yet. */
  hint(due: DueDelivery): void {
    if (this.#hints.size < MOST_HINTS) this.#hints.set(keyOf(due), due);
  }

  /**
   * Notes what a delivery's stream said.
   * @param dueAt epoch milliseconds; `Infinity` where nothing more is sent.
   */
  note(due: DueDelivery, dueAt: number, now: number): void {
    this.#known.set(keyOf(due), { believed: due.nextAttemptAt, dueAt, until: now + REMEMBERED_MS });
  }

  /** Forgets what the read model has caught up with by now. */
  forget(now: number): void {
    for (const [key, { until }] of this.#known) if (until <= now) this.#known.delete(key);
  }

  /** What may begin: at most `limit` deliveries that are due and not in hand. */
  async find(
    target: DueDeliverySearch['target'],
    limit: number,
    now: Date,
    inHand: ReadonlySet<string>,
  ): Promise<readonly DueDelivery[]> {
    const hinted = typeof target === 'string' ? this.#takeHints(target) : [];
    const search = { target, dueBy: now.toISOString(), limit: limit + inHand.size + MARGIN };
    const rows = await this.queries.dueDeliveries(search);
    const found = new Map([...hinted, ...rows].map((due) => [keyOf(due), due]));
    const fresh = [...found].filter(([key, due]) => !inHand.has(key) && !this.#isEarly(key, due, now.getTime()));
    for (const [, due] of fresh.slice(limit)) if (hinted.includes(due)) this.hint(due);
    return fresh.slice(0, limit).map(([, due]) => due);
  }

  #takeHints(target: string): readonly DueDelivery[] {
    const ofTarget = [...this.#hints].filter(([, due]) => due.target === target);
    for (const [key] of ofTarget) this.#hints.delete(key);
    return ofTarget.map(([, due]) => due);
  }

  /** Whether it is known not to be due yet. */
  #isEarly(key: string, { nextAttemptAt }: DueDelivery, now: number): boolean {
    const known = this.#known.get(key);
    return known !== undefined && known.dueAt > now && nextAttemptAt <= known.believed;
  }
}

/** Neither tenants nor ids hold a slash. */
export function keyOf({ tenant, escalationId }: Pick<DueDelivery, 'tenant' | 'escalationId'>): string {
  return `${tenant}/${escalationId}`;
}
