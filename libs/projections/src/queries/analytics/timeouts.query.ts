import type { EscalationStatus } from '@ledger/journey';
import { sql, type Kysely } from 'kysely';
import type { TimeoutFigures, Timeouts } from '../analytics-queries';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { ofTimeouts, type SqlFilter } from './visit-filter';

interface TimeoutRow {
  readonly definition_id: string;
  readonly state_id: string;
  readonly channel: string | null;
  readonly hour: string;
  readonly timeouts: number;
  readonly escalated: number;
  readonly answered: number;
}

/** Statuses of an escalation that is completed, or taken over by a webhook's target. */
const ANSWERED: readonly EscalationStatus[] = ['delivered', 'completed'];

/** Timeouts by state, channel and hour of the day, the most frequent first. */
export async function readTimeouts(db: Kysely<ReadModelSchema>, filter: SqlFilter): Promise<Timeouts> {
  // Characters 12 and 13 of an RFC 3339 instant are its hour.
  const { rows } = await sql<TimeoutRow>`
    select t.definition_id, t.state_id, t.channel, substr(t.deadline, 12, 2) as hour,
           count(*) as timeouts, count(t.escalation) as escalated, count(e.escalation_id) as answered
    from ${sql.table('timeouts')} as t
    left join ${sql.table('escalations')} as e on e.tenant = t.tenant and e.escalation_id = t.escalation_id
      and e.status in (${sql.join(ANSWERED)})
    where ${ofTimeouts(filter)}
    group by t.definition_id, t.state_id, t.channel, substr(t.deadline, 12, 2)
    order by timeouts desc, t.definition_id, t.state_id, coalesce(t.channel, ''), hour`.execute(db);
  const figures: TimeoutFigures[] = rows.map((row) => ({
    definitionId: row.definition_id,
    state: row.state_id,
    channel: row.channel,
    hour: Number(row.hour),
    count: Number(row.timeouts),
    escalated: Number(row.escalated),
    answered: Number(row.answered),
  }));
  return {
    count: figures.reduce((sum, { count }) => sum + count, 0),
    escalated: figures.reduce((sum, { escalated }) => sum + escalated, 0),
    answered: figures.reduce((sum, { answered }) => sum + answered, 0),
    rows: figures,
  };
}
