import { streamName } from '@ledger/event-store';
import { tenantTimeoutsStream, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED } from '@ledger/journey';
import { changeStream, type RuleDecision } from './change-timeouts';
import { readRules, type RuleHistory, type RuleStreamPorts } from './timeout-rules-stream';
import { refusal, type ChangeCaller, type TimeoutChangeRecord, type TimeoutOutcome } from './timeout-changes';

export interface TenantTimeoutsView {
  readonly paused: boolean;
  /** RFC 3339; null while nothing is paused. */
  readonly pausedSince: string | null;
  /** Of the tenant's stream: what a change expects; -1 where nothing was ever paused. */
  readonly revision: number;
  /** Oldest first. */
  readonly history: readonly TimeoutChangeRecord[];
}

/** Pauses in which no deadline of a tenant elapses. On resume, open deadlines move on by as long as it held for them. */
export class TenantTimeouts {
  readonly #ports: RuleStreamPorts;
  readonly #changed: (tenant: string) => Promise<unknown>;

  /** @param changed reads the tenant's pauses anew for those who decide by them. */
  constructor(ports: RuleStreamPorts, changed: (tenant: string) => Promise<unknown>) {
    this.#ports = ports;
    this.#changed = changed;
  }

  pause(tenant: string, reason: string, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, caller, (history) => {
      const last = history.changes.at(-1);
      if (last?.type !== TIMEOUTS_PAUSED) return { event: { type: TIMEOUTS_PAUSED, data: { reason } } };
      const since = `The timeouts are paused since ${last.occurredAt}`;
      return refusal('TIMEOUTS_PAUSED', `${since}: resume them before they are paused again.`);
    });
  }

  resume(tenant: string, reason: string, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, caller, (history) =>
      history.changes.at(-1)?.type === TIMEOUTS_PAUSED
        ? { event: { type: TIMEOUTS_RESUMED, data: { reason } } }
        : refusal('TIMEOUTS_NOT_PAUSED', 'The timeouts are not paused, so that there is nothing to resume.'),
    );
  }

  async read(tenant: string): Promise<TenantTimeoutsView> {
    const { changes, revision } = await readRules(this.#ports, streamName(tenantTimeoutsStream(tenant)));
    const last = changes.at(-1);
    const paused = last?.type === TIMEOUTS_PAUSED;
    return { paused, pausedSince: paused ? last.occurredAt : null, revision: Number(revision), history: changes };
  }

  async #change(
    tenant: string,
    caller: ChangeCaller,
    decide: (history: RuleHistory) => RuleDecision,
  ): Promise<TimeoutOutcome> {
    const stream = streamName(tenantTimeoutsStream(tenant));
    const outcome = await changeStream(this.#ports, stream, { ...caller, tenant }, decide);
    if (outcome.kind === 'changed') await this.#changed(tenant);
    return outcome;
  }
}
