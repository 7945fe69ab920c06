import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { read } from '../../api/read';
import { Asked } from '../../parts/notes';
import { useSettled } from '../../parts/use-settled';
import { WhyNot } from './why-not';

interface TargetsPanelProps {
  readonly page: JourneyPage;
  /** The past revision that is shown; undefined: the newest. */
  readonly revision: number | undefined;
  /** The newest revision, once the journey has been read. */
  readonly newest: number | undefined;
}

const SETTLED_MS = 120;

/** What the journey may do next at the moment that is shown, and why it may not do the rest. */
export function TargetsPanel({ page, revision, newest }: TargetsPanelProps): ReactNode {
  const asOfRevision = useSettled(revision, SETTLED_MS);
  const isNow = asOfRevision === undefined;
  const params = { path: { sessionId: page.id }, query: isNow ? {} : { asOfRevision } };
  const targets = useQuery({
    // What is asked about now is another answer after each revision.
    queryKey: ['targets', page.id, asOfRevision ?? newest, isNow],
    queryFn: () => read('/v1/journeys/{sessionId}/targets', params),
    enabled: !isNow || newest !== undefined,
    placeholderData: keepPreviousData,
  });
  const ask = (target: string): void =>
    show({ ...page, why: page.why === target ? undefined : target }, { replace: true });
  return (
    <section className="card" aria-label="Next">
      <header>
        <h2>{isNow ? 'May go to' : 'Might go to'}</h2>
        <span className="soft small">Choose a state to see why, or why not</span>
      </header>
      <div className="body stack">
        <Asked query={targets} what="the allowed targets">
          {({ targets: all }) => {
            const asked = all.find(({ stateId }) => stateId === page.why);
            return (
              <>
                <ul className="row">
                  {all.map(({ stateId, allowed }) => (
                    <li key={stateId}>
                      <button
                        type="button"
                        className={`chip ${allowed ? 'good' : ''}`}
                        aria-pressed={stateId === page.why}
                        onClick={() => ask(stateId)}
                      >
                        <span aria-hidden="true">{allowed ? '✓' : '✕'}</span>
                        <span className="hidden-text">{allowed ? 'allowed' : 'not allowed'}</span>
                        {stateId}
                      </button>
                    </li>
                  ))}
                </ul>
                {asked && <WhyNot key={asked.stateId} sessionId={page.id} revision={asOfRevision} target={asked} />}
              </>
            );
          }}
        </Asked>
      </div>
    </section>
  );
}
