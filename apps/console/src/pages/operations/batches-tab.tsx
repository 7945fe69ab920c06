import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { OperationsPage } from '../../address/page';
import { read, useRead } from '../../api/read';
import type { Operation } from '../../api/types';
import { write } from '../../api/write';
import { Ago } from '../../parts/clock';
import { json, number, percent } from '../../parts/format';
import { Asked } from '../../parts/notes';
import { PagedCard } from '../../parts/paged-card';
import { SESSION } from '../../parts/session-column';
import { Told } from '../../parts/told';
import { WriteDialog } from '../../parts/write-dialog';

const RUNNING_REFETCH_MS = 1_000;

/** Batch operations, the newest first, and one of them with the outcome of each journey. */
export function BatchesTab({ page }: { readonly page: OperationsPage }): ReactNode {
  return (
    <>
      {page.open !== undefined && <OneOperation key={page.open} id={page.open} />}
      <PagedCard
        what="batch operations"
        queryKey={[]}
        load={(at) => read('/v1/operations', { query: at })}
        rowsOf={({ operations }) => operations}
        keyOf={({ operationId }) => operationId}
        columns={{
          Operation: ({ operationId, kind }) => (
            <PageLink to={{ ...page, tab: 'batches', open: operationId }}>
              {kind} <span className="mono">{operationId.slice(0, 8)}</span>
            </PageLink>
          ),
          Status: ({ status }) => <span className="chip">{status.toLowerCase()}</span>,
          Journeys: { number: ({ selected }) => number(selected) },
          Changed: { number: ({ counts }) => number(counts.changed) },
          Reason: ({ reason }) => <Told text={reason} />,
          Requested: (each) => <Requested operation={each} />,
        }}
        empty={{ title: 'No batch operation yet', text: 'Start one from the list of stuck journeys.' }}
      />
    </>
  );
}

function Requested({ operation: { requestedAt, requestedBy } }: { readonly operation: Operation }): ReactNode {
  return (
    <span className="soft">
      <Ago at={requestedAt} /> by {requestedBy.subject}
    </span>
  );
}

type Step = 'pause' | 'resume' | 'cancel';
const STEPS: Readonly<Partial<Record<Operation['status'], readonly Step[]>>> = {
  SELECTING: ['pause', 'cancel'],
  RUNNING: ['pause', 'cancel'],
  PAUSED: ['resume', 'cancel'],
};

function OneOperation({ id }: { readonly id: string }): ReactNode {
  const [step, setStep] = useState<Step>();
  const path = { operationId: id };
  const operation = useRead(
    '/v1/operations/{operationId}',
    { path },
    { refetchInterval: ({ state }) => (state.data?.endedAt == null ? RUNNING_REFETCH_MS : false) },
  );
  return (
    <>
      <Asked query={operation} what="the operation">
        {(shown) => (
          <section className="card" aria-label="Operation">
            <header>
              <h2>
                {shown.kind} of {number(shown.selected)} journeys: <Told text={shown.reason} />
              </h2>
              <span className="row">
                {(STEPS[shown.status] ?? []).map((each) => (
                  <button key={each} type="button" onClick={() => setStep(each)}>
                    {each}
                  </button>
                ))}
              </span>
            </header>
            <div className="body stack">
              <progress value={shown.progress ?? 0} max={1} aria-label="Progress" />
              <span className="row small">
                <span className="chip accent">{shown.status.toLowerCase()}</span>
                {shown.progress !== null && percent(shown.progress)}
                {Object.entries(shown.counts).map(([outcome, count]) => (
                  <span key={outcome} className="soft">
                    {number(count)} {outcome}
                  </span>
                ))}
              </span>
              <code className="small soft wrap">{json({ filter: shown.filter, target: shown.target })}</code>
            </div>
          </section>
        )}
      </Asked>
      <PagedCard
        what="outcomes"
        queryKey={[id]}
        refetchMs={RUNNING_REFETCH_MS * 2}
        load={(at) => read('/v1/operations/{operationId}/journeys', { path, query: at })}
        rowsOf={({ journeys }) => journeys}
        keyOf={({ sessionId }) => sessionId}
        columns={{
          ...SESSION,
          Outcome: ({ outcome }) => <span className="chip">{outcome}</span>,
          Why: ({ code, reason }) => (code === undefined ? '' : `${code}: ${reason ?? ''}`),
        }}
        empty={{ title: 'No outcome yet', text: 'Outcomes appear as the operation reaches each journey.' }}
      />
      {step && <StepDialog id={id} step={step} onClose={() => setStep(undefined)} />}
    </>
  );
}

interface StepDialogProps {
  readonly id: string;
  readonly step: Step;
  readonly onClose: () => void;
}

function StepDialog({ id, step, onClose }: StepDialogProps): ReactNode {
  const path = { operationId: id };
  return (
    <WriteDialog<Operation, Operation>
      title={`${step} the operation`}
      action={() => step}
      isDangerous={step === 'cancel'}
      previewKey={[id, step]}
      preview={() => read('/v1/operations/{operationId}', { path })}
      showPreview={({ done, selected }) => (
        <p>
          {number(done)} of {number(selected)} journeys are done; they stay as they are. {CONSEQUENCES[step]}
        </p>
      )}
      write={(reason, _, commandId) =>
        write('post', `/v1/operations/{operationId}/${step}`, { path, body: { reason, commandId } })
      }
      showResult={({ position }) => <span>Done. It is the event at position {position}.</span>}
      onClose={onClose}
    />
  );
}

const CONSEQUENCES: Readonly<Record<Step, string>> = {
  pause: 'The others wait until it is resumed.',
  resume: 'The others follow.',
  cancel: 'The others are left alone.',
};
