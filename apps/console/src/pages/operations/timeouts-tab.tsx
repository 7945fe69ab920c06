import { useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { OperationsPage } from '../../address/page';
import { useDefinitions, useTimeouts } from '../../api/definitions';
import { words } from '../../parts/format';
import { HistoryCard } from '../../parts/history-card';
import { Asked, Empty } from '../../parts/notes';
import { Override } from '../../parts/override-note';
import { Table } from '../../parts/table';
import { TimeoutDialog } from '../../parts/timeout-dialog';
import { PauseCard } from './pause-card';
import { UndoOverrideDialog } from './undo-override-dialog';
import { Choice } from '../../parts/choice';

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
              <Choice
                className="row soft"
                label="Definition"
                value={id}
                options={all.map((each) => each.id)}
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

function Timeouts({ definitionId }: { readonly definitionId: string }): ReactNode {
  const [open, setOpen] = useState<{ readonly stateId: string; readonly isUndo: boolean }>();
  const timeouts = useTimeouts(definitionId);
  const close = (): void => setOpen(undefined);
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
                  'By the definition': ({ ofDefinition }) => ofDefinition ?? <span className="soft">none</span>,
                  'In force': ({ inForce, ofDefinition }) =>
                    inForce === null ? (
                      (ofDefinition ?? <span className="soft">none</span>)
                    ) : (
                      <Override inForce={inForce} />
                    ),
                  '': ({ stateId, inForce }) => (
                    <span className="row">
                      <button type="button" onClick={() => setOpen({ stateId, isUndo: false })}>
                        Change
                      </button>
                      {inForce !== null && (
                        <button type="button" onClick={() => setOpen({ stateId, isUndo: true })}>
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
              what={({ type, stateId, after }) => `${words(type)} ${stateId ?? ''} ${after ?? ''}`}
            />
          </>
        )}
      </Asked>
      {open !== undefined &&
        (open.isUndo ? (
          <UndoOverrideDialog definitionId={definitionId} stateId={open.stateId} onClose={close} />
        ) : (
          <TimeoutDialog definitionId={definitionId} stateId={open.stateId} onClose={close} />
        ))}
    </>
  );
}
