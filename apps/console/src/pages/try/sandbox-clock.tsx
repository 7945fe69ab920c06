import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Journey, Sandbox } from '../../api/types';
import { duration, moment, words } from '../../parts/format';
import { ErrorNote } from '../../parts/notes';
import { advance } from './sandbox-calls';

const STEPS = [
  ['30 s', 'PT30S'],
  ['2 min', 'PT2M'],
  ['10 min', 'PT10M'],
  ['1 h', 'PT1H'],
] as const;

interface SandboxClockProps {
  readonly sandbox: Sandbox;
  readonly journey: Journey | undefined;
}

/** The clock of a sandbox: it stands until it is moved, and deadlines that it passes elapse. */
export function SandboxClock({ sandbox: { sandboxId, now }, journey }: SandboxClockProps): ReactNode {
  const pass = useMutation({ mutationFn: (length: string) => advance(sandboxId, length) });
  const left = journey?.deadline == null ? undefined : Date.parse(journey.deadline) - Date.parse(now);
  return (
    <section className="card" aria-label="Clock">
      <header>
        <h2>Clock</h2>
        <time dateTime={now} className="mono">
          {moment(now)}
        </time>
      </header>
      <div className="body stack">
        {left !== undefined && (
          <span>
            {duration(left)} {left < 0 ? 'past the deadline' : 'until the deadline'}
          </span>
        )}
        <div className="row">
          {STEPS.map(([name, length]) => (
            <button key={length} type="button" disabled={pass.isPending} onClick={() => pass.mutate(length)}>
              + {name}
            </button>
          ))}
          {left !== undefined && left > 0 && (
            <button
              type="button"
              disabled={pass.isPending}
              onClick={() => pass.mutate(`PT${Math.ceil(left / 1_000)}S`)}
            >
              To the deadline
            </button>
          )}
        </div>
        {pass.error && <ErrorNote error={pass.error} />}
        {pass.data && (
          <span className="small soft" role="status">
            {pass.data.length === 0
              ? 'Nothing happened.'
              : pass.data.map(({ type, stateId }) => `${words(type)}: ${stateId ?? ''}`).join(', ')}
          </span>
        )}
      </div>
    </section>
  );
}
