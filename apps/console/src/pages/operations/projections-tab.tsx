import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { answered, ledger } from '../../api/client';
import type { DeadLetter } from '../../api/types';
import { Ago } from '../../parts/clock';
import { number } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table } from '../../parts/table';
import { WriteDialog } from '../../parts/write-dialog';

const REFETCH_MS = 2_000;

/** The projections with their lag, and the events that they failed to apply. */
export function ProjectionsTab(): ReactNode {
  const projections = useQuery({
    queryKey: ['projections'],
    queryFn: () => answered(ledger.GET('/v1/projections')),
    refetchInterval: REFETCH_MS,
  });
  return (
    <Asked query={projections} what="the projections">
      {({ projections: all }) => (
        <>
          <section className="card" aria-label="Projections">
            <Table
              label="Projections"
              rows={all}
              keyOf={({ name }) => name}
              columns={[
                { head: 'Projection', cell: ({ name }) => name },
                {
                  head: 'State',
                  cell: ({ state, lastError }) => (
                    <>
                      <span className={`chip ${state === 'live' ? 'good' : state === 'stopped' ? 'bad' : 'warn'}`}>
                        {state}
                      </span>
                      {lastError !== null && <p className="bad small wrap">{lastError}</p>}
                    </>
                  ),
                },
                {
                  head: 'Behind',
                  isNumber: true,
                  cell: ({ lag, lagSeconds }) => `${number(lag ?? 0)} events, ${number(lagSeconds)} s`,
                },
                { head: 'Events', isNumber: true, cell: ({ events }) => number(events) },
                { head: 'Position', isNumber: true, cell: ({ position }) => <span className="mono">{position}</span> },
                {
                  head: 'Dead letters',
                  isNumber: true,
                  cell: ({ name, deadLetters }) =>
                    deadLetters === 0 ? '0' : <a href={`#dead-letters-${name}`}>{number(deadLetters)}</a>,
                },
              ]}
            />
          </section>
          {all.some(({ deadLetters }) => deadLetters > 0) ? (
            all
              .filter(({ deadLetters }) => deadLetters > 0)
              .map(({ name, deadLetters }) => <DeadLetters key={name} name={name} count={deadLetters} />)
          ) : (
            <section className="card" aria-label="Dead letters">
              <Empty title="No dead letters">
                <span>Every projection applied every event so far.</span>
              </Empty>
            </section>
          )}
        </>
      )}
    </Asked>
  );
}

const MOST_LETTERS = 1_000;

function DeadLetters({ name, count }: { readonly name: string; readonly count: number }): ReactNode {
  const [open, setOpen] = useState<DeadLetter>();
  const letters = useQuery({
    queryKey: ['dead-letters', name, count],
    queryFn: () =>
      answered(
        ledger.GET('/v1/projections/{name}/dead-letters', {
          params: { path: { name }, query: { limit: MOST_LETTERS } },
        }),
      ),
  });
  return (
    <section className="card" id={`dead-letters-${name}`} aria-label={`Dead letters of ${name}`}>
      <header>
        <h2>Dead letters of {name}</h2>
      </header>
      <Asked query={letters} what="dead letters">
        {({ deadLetters }) => (
          <Table
            label={`Dead letters of ${name}`}
            rows={deadLetters}
            keyOf={({ position }) => position}
            columns={[
              { head: 'Position', cell: ({ position }) => <span className="mono">{position}</span> },
              { head: 'Event', cell: ({ type, stream }) => `${type} of ${stream}` },
              { head: 'Error', cell: ({ error }) => <span className="wrap">{error}</span> },
              { head: 'Attempts', isNumber: true, cell: ({ attempts }) => number(attempts) },
              { head: 'Last', cell: ({ lastFailedAt }) => <Ago at={lastFailedAt} /> },
              {
                head: '',
                cell: (letter) => (
                  <button type="button" onClick={() => setOpen(letter)}>
                    Retry
                  </button>
                ),
              },
            ]}
          />
        )}
      </Asked>
      {open && <RetryDialog letter={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function RetryDialog({ letter, onClose }: { readonly letter: DeadLetter; readonly onClose: () => void }): ReactNode {
  const { projection: name, position } = letter;
  return (
    <WriteDialog
      title={`Retry the dead letter at position ${position}`}
      action={() => 'Retry'}
      reasonIsKept={false}
      previewKey={[name, position]}
      preview={async () => Promise.resolve(letter)}
      showPreview={({ type, error }) => (
        <p>
          {name} applies {type} again. It failed with: {error}
        </p>
      )}
      write={() =>
        answered(
          ledger.POST('/v1/projections/{name}/dead-letters/{position}/retry', { params: { path: { name, position } } }),
        )
      }
      showResult={() => <span>The projector retries it now. If it fails again, it stays in the list.</span>}
      onClose={onClose}
    />
  );
}
