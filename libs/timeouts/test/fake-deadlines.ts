import type { OpenDeadline, Page, ProjectionStatus } from '@ledger/projections';

/** A read model that shows what it is given, and has come as far as it is told. */
export class FakeDeadlines {
  rows: OpenDeadline[] = [];
  appliedPosition = 0;
  readonly searches: { dueBy?: string; cursor?: string; limit: number }[] = [];
  failures: Error[] = [];

  deadlines(search: { dueBy?: string; cursor?: string; limit: number }): Promise<Page<OpenDeadline>> {
    this.searches.push(search);
    const failure = this.failures.shift();
    if (failure !== undefined) return Promise.reject(failure);
    const due = this.rows
      .filter(({ deadline }) => search.dueBy === undefined || deadline <= search.dueBy)
      .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
    const from = Number(search.cursor ?? 0);
    const rows = due.slice(from, from + search.limit);
    return Promise.resolve(
      from + rows.length < due.length ? { rows, nextCursor: String(from + rows.length) } : { rows },
    );
  }

  projectionStatus(): Promise<ProjectionStatus[]> {
    const of = (name: string, at: number): ProjectionStatus => ({
      ...{ name, version: 1, position: at === 0 ? null : String(at), state: 'live', lastError: null },
    });
    return Promise.resolve([of('timeline', 0), of('open-deadlines', this.appliedPosition)]);
  }
}

export function due(sessionId: string, deadline: string, enteredRevision = 0n): OpenDeadline {
  const enteredAt = '2026-01-31T11:00:00.000Z';
  return { tenant: 'default', sessionId, definitionId: 'D', stateId: 'WAIT', enteredRevision, enteredAt, deadline };
}
