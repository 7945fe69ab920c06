import type { ReactNode } from 'react';
import type { SandboxEntry } from '../../api/types';
import { Card } from '../../parts/card';
import { json, timeOfDay, words } from '../../parts/format';
import { Empty } from '../../parts/notes';
import { Table } from '../../parts/table';

/** What the ledger recorded in a sandbox, the newest first. */
export function SandboxTimeline({ entries }: { readonly entries: readonly SandboxEntry[] }): ReactNode {
  const rows = entries.map((entry, index) => ({ ...entry, index })).reverse();
  return (
    <Card label="Recorded">
      <Table
        label="Recorded"
        rows={rows}
        empty={<Empty title="Nothing yet">Let the caller call.</Empty>}
        keyOf={({ index }) => String(index)}
        columns={{
          Revision: { number: ({ revision }) => revision ?? '' },
          Clock: ({ occurredAt }) => <span className="mono">{timeOfDay(occurredAt)}</span>,
          What: ({ type, code, reason, stateId }) =>
            code === null ? (
              <>
                <strong>{words(type)}</strong> {stateId}
              </>
            ) : (
              <>
                <span className="chip bad">{code}</span> {reason}
              </>
            ),
          Data: ({ data }) => <code className="small soft wrap">{json(data)}</code>,
        }}
      />
    </Card>
  );
}
