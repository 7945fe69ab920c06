import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { simulateText, type SimulationProgress } from '../../api/definition-text';
import type { SimulationReport } from '../../api/types';
import { number } from '../../parts/format';
import { ErrorNote } from '../../parts/notes';
import { Table } from '../../parts/table';

interface WhatIfProps {
  readonly text: string;
  readonly isValid: boolean;
}

/** What if: recorded journeys, replayed under a definition that is not published. Nothing is stored. */
export function WhatIf({ text, isValid }: WhatIfProps): ReactNode {
  const [progress, setProgress] = useState<SimulationProgress>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = useMutation({
    mutationFn: () => {
      setProgress({ journeys: 0, total: 0 });
      running.current = new AbortController();
      return simulateText(text, setProgress, running.current.signal);
    },
    onSettled: () => setProgress(undefined),
  });
  const error = run.error?.name === 'AbortError' ? null : run.error;
  const report = run.data;
  return (
    <section className="card" aria-label="What if">
      <header>
        <h2>What if</h2>
        {progress === undefined ? (
          <button type="button" disabled={!isValid} onClick={() => run.mutate()}>
            Replay recorded journeys
          </button>
        ) : (
          <button type="button" onClick={() => running.current?.abort()}>
            Cancel
          </button>
        )}
      </header>
      <div className="body stack" role="status">
        {progress !== undefined && (
          <progress aria-label="Journeys replayed" value={progress.journeys} max={Math.max(progress.total, 1)} />
        )}
        {error && <ErrorNote error={error} />}
        {report === undefined && progress === undefined && !error && (
          <span className="soft">Shows which recorded journeys would have gone another way under this text.</span>
        )}
        {report && <WhatIfReport report={report} />}
      </div>
    </section>
  );
}

function WhatIfReport({ report }: { readonly report: SimulationReport }): ReactNode {
  const { journeys, same, baseline, earlier, findings, moreFindings } = report;
  return (
    <>
      <p>
        {number(same)} of {number(journeys)} journeys go the same way.
        {findings.length === 0 && ' Nothing changes.'}
        {earlier > 0 &&
          ` ${number(journeys - same - earlier)} differ because of this text; ${number(earlier)} would under version ${baseline} as well.`}
      </p>
      {findings.length > 0 && (
        <Table
          label="What would differ"
          rows={findings}
          keyOf={(row) => JSON.stringify({ ...row, examples: [] })}
          columns={{
            Change: ({ change }) => <span className="chip warn">{change}</span>,
            By: (row) => (row.earlier ? `version ${baseline} already` : 'this text'),
            State: ({ stateId }) => stateId,
            Journeys: { number: ({ journeys: count }) => number(count) },
            'Why, and an example': ({ reason, examples }) => (
              <>
                {reason}{' '}
                {examples[0] !== undefined && (
                  <PageLink to={{ page: 'journey', id: examples[0] }}>{examples[0]}</PageLink>
                )}
              </>
            ),
          }}
        />
      )}
      {moreFindings > 0 && <span className="soft">And {number(moreFindings)} more kinds of difference.</span>}
    </>
  );
}
