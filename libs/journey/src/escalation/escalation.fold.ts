import { defined } from '@ledger/plain-data';
import type { FoldableEvent } from '../foldable-event';
import { isPlainObject } from '../plain-json';
import {
  ESCALATION_CLAIMED,
  ESCALATION_COMPLETED,
  ESCALATION_DEAD_LETTERED,
  ESCALATION_DELIVERED,
  ESCALATION_FAILED,
  ESCALATION_RELEASED,
  ESCALATION_REPLAYED,
  ESCALATION_REQUESTED,
  ESCALATION_WITHDRAWAL_MARKED,
  ESCALATION_WITHDRAWN,
  type EscalationEvent,
  type EscalationRequested,
  type EscalationWithdrawn,
} from './escalation.events';
import type { EscalationDelivery, EscalationState, EscalationWithdrawal } from './escalation.state';

type Facts = Pick<FoldableEvent, 'revision' | 'occurredAt'>;
type Change = Partial<EscalationState>;
type DataOf<T extends EscalationEvent['type']> = Extract<EscalationEvent, { type: T }>['data'];
type Changes = {
  readonly [T in Exclude<EscalationEvent['type'], typeof ESCALATION_REQUESTED>]: (
    state: EscalationState,
    data: DataOf<T>,
    facts: Facts,
  ) => Change;
};

const CHANGES: Changes = {
  [ESCALATION_CLAIMED]: (_, { claimant, until }, { occurredAt }) => ({
    status: 'claimed',
    claim: { claimant, at: occurredAt, until },
  }),
  [ESCALATION_RELEASED]: () => ({ status: 'open', claim: null }),
  [ESCALATION_DELIVERED]: (state, { attempt, message }, { occurredAt }) => ({
    ...(message === undefined
      ? { status: 'delivered' }
      : { withdrawal: state.withdrawal && { ...state.withdrawal, toldAt: occurredAt } }),
    ...delivery(state, ({ attemptsInRound }) => ({
      attempts: attempt,
      attemptsInRound: attemptsInRound + 1,
      nextAttemptAt: null,
      ...(message === undefined && { deliveredAt: occurredAt }),
    })),
  }),
  [ESCALATION_FAILED]: (state, { attempt, nextAttemptAt, code, status, detail }) =>
    delivery(state, ({ attemptsInRound }) => ({
      attempts: attempt,
      attemptsInRound: attemptsInRound + 1,
      nextAttemptAt,
      lastFailure: defined({ code, status, detail }),
    })),
  [ESCALATION_DEAD_LETTERED]: (state) => ({
    status: state.status === 'withdrawn' ? 'withdrawn' : 'dead-lettered',
    ...delivery(state, () => ({ nextAttemptAt: null })),
  }),
  [ESCALATION_REPLAYED]: (state, _, { occurredAt }) => ({
    status: 'delivering',
    ...delivery(state, () => ({ attemptsInRound: 0, since: occurredAt, nextAttemptAt: occurredAt })),
  }),
  [ESCALATION_COMPLETED]: (state, { claimant, outcome }, { occurredAt }) => ({
    status: 'completed',
    completion: { claimant, at: occurredAt, outcome: outcome ?? null },
    ...delivery(state, () => ({ nextAttemptAt: null })),
  }),
  [ESCALATION_WITHDRAWN]: (state, data, { occurredAt }) => ({
    status: 'withdrawn',
    withdrawal: state.withdrawal ?? withdrawal(data, occurredAt),
    // The target may have the request, even if no attempt is recorded: it is told in any case.
    ...delivery(state, () => ({ attemptsInRound: 0, since: occurredAt, nextAttemptAt: occurredAt })),
  }),
  [ESCALATION_WITHDRAWAL_MARKED]: (_, data, { occurredAt }) => ({ withdrawal: withdrawal(data, occurredAt) }),
};

const changesByType: ReadonlyMap<string, (state: EscalationState, data: never, facts: Facts) => Change> = new Map(
  Object.entries(CHANGES),
);

/** Never throws: unknown types and unreadable payloads change the revision alone. */
export function evolveEscalation(
  state: EscalationState | undefined,
  event: FoldableEvent,
): EscalationState | undefined {
  const { type, data, revision, occurredAt } = event;
  if (!isPlainObject(data)) return state && { ...state, revision };
  if (state === undefined) return type === ESCALATION_REQUESTED ? requested(data as never, event) : undefined;
  const change = changesByType.get(type);
  if (change === undefined) return { ...state, revision };
  return { ...state, ...change(state, data as never, event), revision, updatedAt: occurredAt };
}

function requested(request: EscalationRequested, { revision, occurredAt }: Facts): EscalationState | undefined {
  if (typeof request.sessionId !== 'string' || typeof request.kind !== 'string') return undefined;
  const isWebhook = request.kind === 'webhook';
  return {
    status: isWebhook ? 'delivering' : 'open',
    request,
    requestedAt: occurredAt,
    claim: null,
    delivery: isWebhook
      ? {
          target: request.target ?? '',
          attempts: 0,
          attemptsInRound: 0,
          since: occurredAt,
          nextAttemptAt: occurredAt,
          lastFailure: null,
          deliveredAt: null,
        }
      : null,
    completion: null,
    withdrawal: null,
    updatedAt: occurredAt,
    revision,
  };
}

function withdrawal(
  { journeyRevision, journeyEventId, stateId }: EscalationWithdrawn,
  at: string,
): EscalationWithdrawal {
  return { journeyRevision, journeyEventId, stateId, at, toldAt: null };
}

function delivery(
  { delivery: before }: EscalationState,
  change: (before: EscalationDelivery) => Partial<EscalationDelivery>,
): Change {
  return before === null ? {} : { delivery: { ...before, ...change(before) } };
}
