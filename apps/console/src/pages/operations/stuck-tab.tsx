import { useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { OperationsPage } from '../../address/page';
import { read } from '../../api/read';
import { Ago } from '../../parts/clock';
import { PagedCard } from '../../parts/paged-card';
import { SESSION } from '../../parts/session-column';
import { BatchDialog } from './batch-dialog';
import { Choice, DefinitionChoice } from '../../parts/choice';

const REASONS = ['any', 'overdue', 'slow', 'orphaned'] as const;
type Reason = (typeof REASONS)[number];

/** Journeys that make no progress, each with the reasons, and what can be done with all of them. */
export function StuckTab({ page }: { readonly page: OperationsPage }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const reason: Reason = REASONS.find((known) => known === page.status) ?? 'any';
  const filter = {
    ...(page.definition === undefined ? {} : { definitionId: page.definition }),
    ...(page.state === undefined ? {} : { state: page.state }),
  };
  return (
    <>
      <div className="row">
        <Choice
          className="row soft"
          label="Reason"
          value={reason}
          options={REASONS}
          onChoose={(chosen) => show({ ...page, status: chosen }, { replace: true })}
        />
        <DefinitionChoice
          className="row soft"
          value={page.definition}
          none="all"
          onChoose={(definition) => show({ ...page, definition, state: undefined }, { replace: true })}
        />
      </div>
      <PagedCard
        what="stuck journeys"
        queryKey={[reason, filter]}
        load={(at) => read('/v1/operations/stuck', { query: { ...filter, reason, ...at } })}
        rowsOf={({ journeys }) => journeys}
        keyOf={({ sessionId }) => sessionId}
        actions={
          <button type="button" onClick={() => setOpen(true)}>
            Change them all…
          </button>
        }
        columns={{
          ...SESSION,
          State: ({ stateId }) => stateId,
          Entered: ({ enteredAt }) => <Ago at={enteredAt} />,
          Why: ({ stuck }) =>
            stuck.map(({ kind, reason: why }) => (
              <div key={kind}>
                <span className="chip warn">{kind}</span> {why}
              </div>
            )),
        }}
        empty={{ title: 'Nothing is stuck', text: 'No journey is overdue, slow or in a state that is gone.' }}
      />
      {isOpen && <BatchDialog filter={{ ...filter, stuck: reason }} onClose={() => setOpen(false)} />}
    </>
  );
}
