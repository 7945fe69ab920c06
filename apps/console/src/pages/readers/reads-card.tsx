import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { read, type Reply } from '../../api/read';
import { counted, moment } from '../../parts/format';
import { PagedCard } from '../../parts/paged-card';
import { Told } from '../../parts/told';

type Read = Reply<'/v1/audit/accesses'>['accesses'][number];

/** What the calls give whose reads are recorded, by their ids in the API document. */
export const READS: Readonly<Record<string, string>> = {
  'Journeys.read': 'a journey',
  'JourneyViews.timeline': 'a timeline',
  'Revisions.revisions': 'revisions',
  'Considered.targets': 'the next states',
  'Considered.dryRun': 'a dry run',
  'Records.read': 'a record',
  'Flow.status': 'a status, by a flow',
  'JourneyViews.search': 'a search',
  'Customers.journeys': 'the journeys of a customer',
  'Lookup.lookup': 'a look-up',
  'Deadlines.list': 'the deadlines',
  'Escalations.list': 'the escalations',
  'Escalations.read': 'an escalation',
  'Policies.violations': 'broken policies',
  'Operations.stuck': 'stuck journeys',
  'Operations.request': 'the dry run of a batch operation',
  'Operations.results': 'the outcomes of a batch operation',
  'Timeouts.override': 'the preview of a timeout',
  'Timeouts.remove': 'the preview of a timeout, undone',
  'DefinitionDiff.published': 'a comparison of versions',
  'DefinitionDiff.candidate': 'a comparison with a draft',
  'Projections.deadLetters': 'dead letters',
  'Events.stream': 'the event feed',
  'Exports.timelineCsv': 'an export, CSV',
  'Exports.timelineParquet': 'an export, Parquet',
  'Exports.xesLog': 'an export, XES',
  'Exports.ocelLog': 'an export, OCEL',
  'Exports.cloudEvents': 'an export, CloudEvents',
  'Accesses.list': 'who looked',
};

export interface ReadsQuery {
  readonly sessionId: string | undefined;
  readonly from: string | undefined;
  readonly subject?: string | undefined;
  readonly route?: string | undefined;
  readonly to?: string | undefined;
}

const LINKS = 3;

/** Who read what, the newest first. It is not asked for again by itself: each reading of it is recorded, too. */
export function ReadsCard({ query, actions }: { readonly query: ReadsQuery; readonly actions?: ReactNode }): ReactNode {
  const [back, setBack] = useState<string>();
  return (
    <PagedCard
      what="reads"
      queryKey={[query]}
      refetchMs={false}
      load={async (at) => {
        const page = await read('/v1/audit/accesses', { query: { ...query, ...at } });
        setBack(page.nextCursor && page.searchedFrom);
        return page;
      }}
      rowsOf={({ accesses }) => accesses}
      keyOf={(row) => JSON.stringify(row)}
      actions={
        <>
          {back !== undefined && <span className="soft small">back to {moment(back)}</span>}
          {actions}
        </>
      }
      columns={{
        When: ({ at, times }) => `${moment(at)}${times > 1 ? `, ${times} times` : ''}`,
        Who: ({ subject, clientId }) => (
          <>
            <Told text={subject} /> {clientId !== subject && <code className="soft">{clientId}</code>}
          </>
        ),
        Read: ({ route }) => <span title={route}>{READS[route] ?? route}</span>,
        Journeys,
        Purpose: ({ purpose }) => <span className="wrap">{purpose !== null && <Told text={purpose} />}</span>,
        Position: { number: ({ position }) => <code>{position}</code> },
      }}
      empty={{
        title: back === undefined ? 'No read is recorded' : 'No read is recorded so far back',
        text: 'Reads are recorded within a second. With AUTH_MODE=none they are only if AUDIT_READS is set.',
      }}
    />
  );
}

/** Of long answers only the question is recorded. */
function Journeys({ sessionIds, query }: Read): ReactNode {
  if (sessionIds === null) return query?.count === undefined ? '' : counted(query.count, 'row');
  return (
    <span className="row">
      {sessionIds.slice(0, LINKS).map((id) => (
        <PageLink key={id} className="mono" to={{ page: 'journey', id }}>
          {id}
        </PageLink>
      ))}
      {sessionIds.length > LINKS && `and ${sessionIds.length - LINKS} more`}
    </span>
  );
}
