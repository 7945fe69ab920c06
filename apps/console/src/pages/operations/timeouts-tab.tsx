import { useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { OperationsPage } from '../../address/page';
import { useDefinitions, useTimeouts } from '../../api/definitions';
import { isoWords, words } from '../../parts/format';
import { HistoryCard } from '../../parts/history-card';
import { Asked, Empty } from '../../parts/notes';
import { Override } from '../../parts/override-note';
import { Table } from '../../parts/table';
import { TimeoutDialog, UndoOverrideDialog } from '../../parts/timeout-dialog';
import { PauseCard } from './pause-card';
import { DefinitionChoice } from '../../parts/choice';

/** The timeouts of a definition's states: what the definition says, what operations changed, and by whom. */
export function TimeoutsTab({ page }: { readonly page: OperationsPage }): ReactNode {
  const definitions = useDefinitions();
  return (
    <>
      <PauseCard />
      <Asked query={definitions} what="definitions">
        {({ definitions: all }) => {
          const id = page.definition ?? all[0]?.id;
          return id === undefined ? (
            <Empty title="No definition is published" />
          ) : (
            <>
              <DefinitionChoice
                className="row soft"
                value={id}
                onChoose={(chosen) => show({ ...page, definition: chosen }, { replace: true })}
              />
              <Timeouts definitionId={id} />
            </>
          );
        }}
      </Asked>
    </>
  );
}

function written(after: string | null): ReactNode {
  return after === null ? <span className="soft">none</span> : <span title={after}>{isoWords(after)}</span>;
}

function Timeouts({ definitionId }: { readonly definitionId: string }): ReactNode {
  const [open, setOpen] = useState<{ readonly stateId: string; readonly Dialog: typeof TimeoutDialog }>();
  const timeouts = useTimeouts(definitionId);
  return (
    <>
      <Asked query={timeouts} what="the timeouts">
        {({ states, history }) => (
          <>
            <section className="card" aria-label="Timeouts">
              <Table
                label="Timeouts"
                rows={states}
                keyOf={({ stateId }) => stateId}
                columns={{
                  State: ({ stateId }) => stateId,
                  'By the definition': ({ ofDefinition }) => written(ofDefinition),
                  'In force': ({ inForce, ofDefinition }) =>
                    inForce === null ? written(ofDefinition) : <Override inForce={inForce} />,
                  '': ({ stateId, inForce }) => (
                    <span className="row">
                      <button type="button" onClick={() => setOpen({ stateId, Dialog: TimeoutDialog })}>
                        Change
                      </button>
                      {inForce !== null && (
                        <button type="button" onClick={() => setOpen({ stateId, Dialog: UndoOverrideDialog })}>
                          Undo
                        </button>
                      )}
                    </span>
                  ),
                }}
              />
            </section>
            <HistoryCard
              label="History of the timeouts"
              changes={history}
              what={({ type, stateId, after }) => `${words(type)} ${stateId ?? ''} ${isoWords(after ?? '')}`}
            />
          </>
        )}
      </Asked>
      {open && <open.Dialog definitionId={definitionId} stateId={open.stateId} onClose={() => setOpen(undefined)} />}
    </>
  );
}
