import { TIMEOUTS_PAUSED, TIMEOUTS_RESUMED } from '@ledger/journey';
import type { RecordChangePorts } from '../definitions/record-change';
import type { TimeoutChangeRecord } from '../definitions/timeout-change-record';
import { changeTimeouts, type AskedTimeoutChange, type TimeoutDecision } from './change-timeouts';
import { pausesStreamName, type PausesStream, type TenantPauses } from './tenant-pauses';
import { refusal, type ChangeCaller, type TimeoutOutcome } from './timeout-changes';

export interface TenantTimeoutsView {
  readonly paused: boolean;
  /** RFC 3339; null while nothing is paused. */
  readonly pausedSince: string | null;
  /** Of the tenant's stream: what a change expects; -1 where nothing was ever paused. */
  readonly revision: number;
  /** Oldest first. */
  readonly history: readonly TimeoutChangeRecord[];
}

/** Pauses all deadlines of a tenant. On resume, open deadlines move by as long as the pause held for them. */
export class TenantTimeouts {
  constructor(
    private readonly ports: RecordChangePorts,
    private readonly pauses: TenantPauses,
  ) {}

  pause(tenant: string, reason: string, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, caller, { type: TIMEOUTS_PAUSED, reason }, (stream) => {
      const pause = pauseOf(stream);
      if (pause === undefined) return { events: [{ type: TIMEOUTS_PAUSED, data: { reason } }] };
      return refusal(
        'TIMEOUTS_PAUSED',
        `The timeouts have been paused since ${pause.occurredAt}. Resume them before you pause them again.`,
      );
    });
  }

  resume(tenant: string, reason: string, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, caller, { type: TIMEOUTS_RESUMED, reason }, (stream) =>
      pauseOf(stream) === undefined
        ? refusal('TIMEOUTS_NOT_PAUSED', 'The timeouts are not paused: there is nothing to resume.')
        : { events: [{ type: TIMEOUTS_RESUMED, data: { reason } }] },
    );
  }

  async read(tenant: string): Promise<TenantTimeoutsView> {
    const stream = await this.pauses.read(tenant);
    const pause = pauseOf(stream);
    return {
      paused: pause !== undefined,
      pausedSince: pause?.occurredAt ?? null,
      revision: Number(stream?.revision ?? -1n),
      history: stream?.changeRecords ?? [],
    };
  }

  #change(
    tenant: string,
    caller: ChangeCaller,
    asked: AskedTimeoutChange,
    decide: (stream: PausesStream | undefined) => TimeoutDecision,
  ): Promise<TimeoutOutcome> {
    const read = (): Promise<PausesStream | undefined> => this.pauses.read(tenant);
    const forget = (): void => this.pauses.forget(tenant);
    return changeTimeouts(this.ports, tenant, caller, {
      stream: pausesStreamName(tenant),
      asked,
      read,
      forget,
      decide,
    });
  }
}

/** The pause that has not ended yet. */
function pauseOf(stream: PausesStream | undefined): TimeoutChangeRecord | undefined {
  const last = stream?.changeRecords.at(-1);
  return last?.type === TIMEOUTS_PAUSED ? last : undefined;
}
