import { useState, type ReactNode } from 'react';
import { read, useRead } from '../../api/read';
import type { DeadLetter, Rebuild } from '../../api/types';
import { write } from '../../api/write';
import { Ago } from '../../parts/clock';
import { number, percent } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table } from '../../parts/table';
import { WriteDialog } from '../../parts/write-dialog';

const REFETCH_MS = 2_000;

/** The projections with their lag, and the events that they failed to apply. */
export function ProjectionsTab(): ReactNode {
  const [step, setStep] = useState<RebuildStep>();
  const projections = useRead('/v1/projections', {}, { refetchInterval: REFETCH_MS });
  return (
    <Asked query={projections} what="the projections">
      {({ projections: all, rebuild }) => (
        <>
          <section className="card" aria-label="Projections">
            <header>
              <h2>{rebuild === null ? 'Never rebuilt' : rebuildText(rebuild)}</h2>
              <button type="button" onClick={() => setStep(rebuild?.finishedAt === null ? 'cancel' : 'rebuild')}>
                {rebuild?.finishedAt === null ? 'Cancel the rebuild…' : 'Rebuild…'}
              </button>
            </header>
            {step && <RebuildDialog step={step} name={all[0]?.name ?? ''} onClose={() => setStep(undefined)} />}
            <Table
              label="Projections"
              rows={all}
              keyOf={({ name }) => name}
              columns={{
                Projection: ({ name }) => name,
                State: ({ state, lastError }) => (
                  <>
                    <span className={`chip ${state === 'live' ? 'good' : state === 'stopped' ? 'bad' : 'warn'}`}>
                      {state}
                    </span>
                    {lastError !== null && <p className="bad small wrap">{lastError}</p>}
                  </>
                ),
                Behind: { number: ({ lag, lagSeconds }) => `${number(lag ?? 0)} events, ${number(lagSeconds)} s` },
                Events: { number: ({ events }) => number(events) },
                Position: { number: ({ position }) => <span className="mono">{position}</span> },
                'Dead letters': {
                  number: ({ name, deadLetters }) =>
                    deadLetters === 0 ? '0' : <a href={`#dead-letters-${name}`}>{number(deadLetters)}</a>,
                },
              }}
            />
          </section>
          {all.some(({ deadLetters }) => deadLetters > 0) ? (
            all.filter(({ deadLetters }) => deadLetters > 0).map(({ name }) => <DeadLetters key={name} name={name} />)
          ) : (
            <section className="card" aria-label="Dead letters">
              <Empty title="No dead letters">Every projection applied every event so far.</Empty>
            </section>
          )}
        </>
      )}
    </Asked>
  );
}

type RebuildStep = 'rebuild' | 'cancel';

function rebuildText({ status, progress, reason }: Rebuild): string {
  const done = status === 'building' && progress !== null ? ` ${percent(progress)}` : '';
  return `Last rebuild: ${status}${done} (${reason})`;
}

interface RebuildDialogProps {
  readonly step: RebuildStep;
  /** Any projection: all are rebuilt in one pass. */
  readonly name: string;
  readonly onClose: () => void;
}

function RebuildDialog({ step, name, onClose }: RebuildDialogProps): ReactNode {
  const path = { name };
  return (
    <WriteDialog
      title={step === 'rebuild' ? 'Rebuild the read models' : 'Cancel the rebuild'}
      action={() => (step === 'rebuild' ? 'Rebuild' : 'Cancel the rebuild')}
      isDangerous={step === 'cancel'}
      previewKey={[step]}
      preview={() => read('/v1/projections', {})}
      showPreview={({ projections, rebuild }) => (
        <p>
          {step === 'rebuild'
            ? `${number(Math.max(...projections.map(({ events }) => events)))} events are applied to shadow tables of ${number(projections.length)} projections. The live tables answer until then; they are switched only if the rows are equal.`
            : `${number(rebuild?.events ?? 0)} events are applied to the shadow tables, which are dropped. The live tables stay as they are.`}
        </p>
      )}
      write={(reason, _, commandId) =>
        step === 'rebuild'
          ? write('post', '/v1/projections/{name}/rebuild', { path, body: { reason, commandId } })
          : write('delete', '/v1/projections/{name}/rebuild', { path, query: { reason, commandId } })
      }
      showResult={({ recordedAt }) => <span>Requested: the event at position {recordedAt}.</span>}
      onClose={onClose}
    />
  );
}

const MOST_LETTERS = 1_000;

function DeadLetters({ name }: { readonly name: string }): ReactNode {
  const [open, setOpen] = useState<DeadLetter>();
  const params = { path: { name }, query: { limit: MOST_LETTERS } };
  const letters = useRead('/v1/projections/{name}/dead-letters', params, { refetchInterval: REFETCH_MS });
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
            columns={{
              Position: ({ position }) => <span className="mono">{position}</span>,
              Event: ({ type, stream }) => `${type} of ${stream}`,
              Error: ({ error }) => <span className="wrap">{error}</span>,
              Attempts: { number: ({ attempts }) => number(attempts) },
              Last: ({ lastFailedAt }) => <Ago at={lastFailedAt} />,
              '': (letter) => (
                <button type="button" onClick={() => setOpen(letter)}>
                  Retry
                </button>
              ),
            }}
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
      previewKey={[name, position]}
      // It may have been applied since the list was read.
      preview={async () => {
        const params = { path: { name }, query: { limit: MOST_LETTERS } };
        const { deadLetters } = await read('/v1/projections/{name}/dead-letters', params);
        return deadLetters.find((each) => each.position === position) ?? null;
      }}
      isPossible={(found) => found !== null}
      showPreview={(found) => (
        <p>
          {found === null
            ? 'It is no longer a dead letter: it was applied meanwhile.'
            : `${name} applies ${found.type} again; if it succeeds, all its rows of ${found.stream} are rebuilt. After ${found.attempts} attempts the last error was: ${found.error}`}
        </p>
      )}
      write={(reason, _, commandId) =>
        write('post', '/v1/projections/{name}/dead-letters/{position}/retry', {
          path: { name, position },
          body: { reason, commandId },
        })
      }
      showResult={({ recordedAt }) => (
        <span>
          Requested: the event at position {recordedAt}. If it fails again, it stays in the list with one more attempt.
        </span>
      )}
      onClose={onClose}
    />
  );
}
