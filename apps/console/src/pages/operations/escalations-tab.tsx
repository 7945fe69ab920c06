import { useState, type ReactNode } from 'react';
import { PageLink, show } from '../../address/links';
import type { OperationsPage } from '../../address/page';
import { read } from '../../api/read';
import type { Escalation } from '../../api/types';
import { write } from '../../api/write';
import { Ago, Countdown } from '../../parts/clock';
import { Facts } from '../../parts/facts';
import { PagedCard } from '../../parts/paged-card';
import { SESSION } from '../../parts/session-column';
import { Told } from '../../parts/told';
import { WriteDialog } from '../../parts/write-dialog';
import { Choice } from '../../parts/choice';

const UNHANDLED = ['overdue', 'open', 'claimed', 'delivering', 'dead-lettered'] as const;
const STATUSES = [...UNHANDLED, 'delivered', 'completed', 'withdrawn'] as const;

type Step = 'claim' | 'release' | 'complete' | 'replay';

const STEPS: Readonly<Partial<Record<Escalation['status'], readonly Step[]>>> = {
  open: ['claim'],
  claimed: ['complete', 'release'],
  'dead-lettered': ['replay'],
};

/** Escalations, those due first, and what can be done with each. */
export function EscalationsTab({ page }: { readonly page: OperationsPage }): ReactNode {
  const [open, setOpen] = useState<{ readonly escalation: Escalation; readonly step: Step }>();
  const status = STATUSES.find((known) => known === page.status);
  return (
    <>
      <Choice
        className="row soft"
        label="Status"
        value={status}
        none="any"
        options={STATUSES}
        onChoose={(chosen) => show({ ...page, status: chosen }, { replace: true })}
      />
      <PagedCard
        what="escalations"
        queryKey={[status]}
        load={(at) => read('/v1/escalations', { query: { status, ...at } })}
        rowsOf={({ escalations }) => escalations}
        keyOf={({ escalationId }) => escalationId}
        columns={{
          Escalation: ({ escalation, kind, queue, target }) => (
            <>
              {escalation}{' '}
              <span className="soft small">
                {kind} {queue ?? target}
              </span>
            </>
          ),
          Status: ({ status: now }) => <span className={`chip ${tone(now)}`}>{now}</span>,
          ...SESSION,
          From: ({ stateId, reason }) => `${stateId} (${reason})`,
          Requested: ({ requestedAt }) => <Ago at={requestedAt} />,
          Due: ({ dueBy, status: now }) =>
            dueBy === null || !UNHANDLED.some((each) => each === now) ? '' : <Countdown deadline={dueBy} />,
          '': (escalation) => (
            <span className="row">
              {(STEPS[escalation.status] ?? []).map((step) => (
                <button key={step} type="button" onClick={() => setOpen({ escalation, step })}>
                  {step}
                </button>
              ))}
            </span>
          ),
        }}
        empty={{ title: 'No escalation', text: 'No journey asked for a person or another system.' }}
      />
      {open && <StepDialog {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function tone(status: Escalation['status']): string {
  if (status === 'dead-lettered') return 'bad';
  return status === 'open' ? 'warn' : status === 'completed' || status === 'delivered' ? 'good' : '';
}

interface StepDialogProps {
  readonly escalation: Escalation;
  readonly step: Step;
  readonly onClose: () => void;
}

function StepDialog({ escalation: { escalationId, sessionId }, step, onClose }: StepDialogProps): ReactNode {
  const path = { escalationId };
  return (
    <WriteDialog<Escalation, Escalation>
      title={`${step} the escalation of ${sessionId}`}
      action={() => step}
      previewKey={[escalationId, step]}
      preview={() => read('/v1/escalations/{escalationId}', { path })}
      isPossible={({ status }) => STEPS[status]?.includes(step) === true}
      showPreview={({ status, stateId, currentStateId, delivery }) => (
        <Facts
          of={{
            Status: status,
            Journey: `escalated from ${stateId}, now in ${currentStateId}`,
            'Last failure': delivery?.lastFailure && <Told text={delivery.lastFailure.detail} />,
          }}
        />
      )}
      write={(reason, _, commandId) =>
        write('post', `/v1/escalations/{escalationId}/${step}`, { path, body: { commandId, [REASON[step]]: reason } })
      }
      showResult={({ position, status }) => (
        <>
          <span>The escalation is {status}.</span>
          <PageLink to={{ page: 'journey', id: sessionId }}>Recorded at position {position}</PageLink>
        </>
      )}
      onClose={onClose}
    />
  );
}

/** What the reason is called in each step. */
const REASON = { claim: 'note', release: 'note', complete: 'outcome', replay: 'reason' } as const;
