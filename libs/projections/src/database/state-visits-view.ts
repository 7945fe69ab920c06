/** The same columns on every database. `instantOf` turns milliseconds since 1970 into a time in UTC. */
export function stateVisitsSelect(
  instantOf: (milliseconds: string) => string,
  from: { readonly visits: string; readonly journeys: string },
): string {
  return `select v.tenant, j.session_id, v.journey_position, v.sequence, v.definition_id, v.definition_version,
      v.state_id, v.visit_number, p.state_id as previous_state, v.next_state, v.entered_by, v.left_by,
      ${instantOf('v.entered_ms')} as entered_at, ${instantOf('v.entered_ms + v.dwell_ms')} as left_at,
      v.dwell_ms, v.channel, v.actor_kind, v.resource, j.customer_id, v.entered_position, n.entered_position as left_position
    from ${from.visits} v
    join ${from.journeys} j on j.tenant = v.tenant and j.started_position = v.journey_position
    left join ${from.visits} p on p.journey_position = v.journey_position and p.sequence = v.sequence - 1
    left join ${from.visits} n on n.journey_position = v.journey_position and n.sequence = v.sequence + 1`;
}

/** Milliseconds as PostgreSQL's `timestamptz`. */
export function postgresInstant(milliseconds: string): string {
  return `to_timestamp((${milliseconds}) / 1000.0)`;
}

/** Milliseconds as the RFC 3339 text that the other times of a SQLite file are. */
export function sqliteInstant(milliseconds: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%fZ', (${milliseconds}) / 1000.0, 'unixepoch')`;
}
