import type { EscalationStatus } from '@ledger/journey';
import { sql } from 'kysely';
import type { Condition } from './conditions';

/** Whether `escalations` have a status at `now`: no event says that a claim has run out, or that a due time has passed. */
export function hasStatus(status: EscalationStatus | 'overdue', now: string): Condition {
  const ranOut = sql<boolean>`(escalations.status = 'claimed' and escalations.claimed_until <= ${now})`;
  const isMarked = sql<boolean>`escalations.withdrawn_at is not null`;
  switch (status) {
    case 'open':
      return sql<boolean>`(escalations.status = 'open' or (${ranOut} and not ${isMarked}))`;
    case 'claimed':
      return sql<boolean>`(escalations.status = 'claimed' and escalations.claimed_until > ${now})`;
    case 'withdrawn':
      return sql<boolean>`(escalations.status = 'withdrawn' or (${ranOut} and ${isMarked}))`;
    case 'overdue':
      return sql<boolean>`(escalations.due_order <= ${now} and not (${ranOut} and ${isMarked})
        and escalations.status in ('open', 'claimed', 'delivering', 'dead-lettered'))`;
    default:
      return sql<boolean>`escalations.status = ${status}`;
  }
}
