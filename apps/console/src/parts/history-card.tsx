import type { ReactNode } from 'react';
import { Card } from './card';
import { Ago } from './clock';
import { Table } from './table';
import { Told } from './told';

interface Change {
  readonly position: string;
  readonly occurredAt: string;
  readonly reason?: string;
  readonly actor: { readonly subject: string };
}

interface HistoryCardProps<Row> {
  /** What the changes are about. */
  readonly label: string;
  /** Oldest first, as the ledger gives them. */
  readonly changes: readonly Row[];
  readonly what: (change: Row) => string;
}

/** What operators changed, the newest first: when, why, who, and where the event stands. */
export function HistoryCard<Row extends Change>({ label, changes, what }: HistoryCardProps<Row>): ReactNode {
  if (changes.length === 0) return null;
  return (
    <Card label="History">
      <Table
        label={label}
        rows={[...changes].reverse()}
        keyOf={({ position }) => position}
        columns={{
          When: ({ occurredAt }) => <Ago at={occurredAt} />,
          What: what,
          Reason: ({ reason }) => <span className="wrap">{reason !== undefined && <Told text={reason} />}</span>,
          By: ({ actor }) => actor.subject,
          Position: { number: ({ position }) => <span className="mono">{position}</span> },
        }}
      />
    </Card>
  );
}
