import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { answered, ledger } from '../../api/client';
import type { Journey } from '../../api/types';
import { Asked } from '../../parts/notes';
import type { Moment } from './replay';

interface TargetsPanelProps {
  readonly page: JourneyPage;
  readonly moment: Moment;
  readonly journey: Journey;
  readonly isNow: boolean;
}

const SETTLED_MS = 120;

/** What the journey may do next at the moment that is shown. */
export function TargetsPanel({ page, moment, journey, isNow }: TargetsPanelProps): ReactNode {
  const revision = useSettled(moment.revision);
  const past = useQuery({
    queryKey: ['journey', page.id, 'at', revision],
    queryFn: () =>
      answered(
        ledger.GET('/v1/journeys/{sessionId}', {
          params: { path: { sessionId: page.id }, query: { asOfRevision: revision } },
        }),
      ),
    enabled: !isNow,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const shown = isNow ? { data: journey, error: null, refetch: () => undefined } : past;
  return (
    <section className="card" aria-label="Next">
      <header>
        <h2>{isNow ? 'May go to' : 'Might go to'}</h2>
      </header>
      <div className="body">
        <Asked query={shown} what="the allowed targets">
          {({ allowedTargets }) =>
            allowedTargets.length === 0 ? (
              <span className="soft">Nowhere: the journey has ended.</span>
            ) : (
              <ul className="row">
                {allowedTargets.map((target) => (
                  <li key={target}>
                    <button
                      type="button"
                      className="chip good"
                      onClick={() => show({ ...page, why: target }, { replace: true })}
                    >
                      {target}
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Asked>
      </div>
    </section>
  );
}

/** The value once it has stood for a moment: a slider that moves asks for nothing. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
