import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { GuardPart, Target } from '../../api/types';
import { write } from '../../api/write';
import { json, words } from '../../parts/format';
import { ErrorNote } from '../../parts/notes';
import { Told } from '../../parts/told';

interface WhyNotProps {
  readonly sessionId: string;
  /** Past revision that is asked about; undefined: now. */
  readonly revision: number | undefined;
  readonly target: Target;
}

const REASONS: Readonly<Record<Target['reason'], string>> = {
  ALLOWED: 'The journey may enter it.',
  GUARD_FAILED: 'A transition leads there, and its guard is false.',
  NO_TRANSITION: 'No transition leads there from this state.',
  JOURNEY_ENDED: 'The journey has ended.',
  JOURNEY_EXPIRED: 'The deadline has passed.',
};

/** Why a state can be entered or not: each guard with its parts, what it saw, and what would have to hold. */
export function WhyNot({ sessionId, revision, target }: WhyNotProps): ReactNode {
  const { stateId, allowed, reason, transitions } = target;
  const attempt = useMutation({
    mutationFn: () =>
      write('post', '/v1/journeys/{sessionId}/dry-run', {
        path: { sessionId },
        body: { targetStateId: stateId, ...(revision === undefined ? {} : { asOfRevision: revision }) },
      }),
  });
  return (
    <section className={`note ${allowed ? 'good' : 'warn'}`} aria-label={`Why ${stateId}`} aria-live="polite">
      <strong>
        {allowed ? `Yes: ${stateId}` : `Not to ${stateId}`}. {REASONS[reason]}
      </strong>
      {transitions.map(({ event, fromAnyState, guard, needs }, index) => (
        // Transitions to one state differ by their place alone.
        <div key={index} className="why-transition">
          <span className="row small soft">
            {event !== null && <span className="chip">{event}</span>}
            {fromAnyState && 'from any state'}
            {guard === null && 'without a guard'}
          </span>
          {guard !== null && <GuardTree part={guard} />}
          {needs != null && needs !== '' && (
            <span className="small">
              It would pass with <code>{needs}</code>
            </span>
          )}
        </div>
      ))}
      <span className="row">
        <button type="button" onClick={() => attempt.mutate()} disabled={attempt.isPending}>
          What would happen
        </button>
        <span className="small soft">Nothing is recorded.</span>
      </span>
      {attempt.error && <ErrorNote error={attempt.error} />}
      {attempt.data && (
        <div className="stack small" role="status">
          <span>
            <span className={`chip ${attempt.data.code === null ? 'good' : 'bad'}`}>{attempt.data.outcome}</span>{' '}
            <Told text={attempt.data.reason ?? ''} />
          </span>
          {attempt.data.events.map(({ type, data }) => (
            <span key={type}>
              Would record {words(type)} <code className="wrap">{json(data)}</code>
            </span>
          ))}
        </div>
      )}
    </section>
  );
}

const JOINTS = { all: 'all of', any: 'any of', not: 'not', condition: '' } as const;

/** A guard taken apart: which part is false, and what it saw. */
function GuardTree({ part }: { readonly part: GuardPart }): ReactNode {
  const { expression, operator, holds, inputs, error, parts } = part;
  return (
    <div className="guard-part">
      <span className="small">
        <span className={holds ? 'good' : 'bad'} aria-hidden="true">
          {holds ? '✓' : '✕'}
        </span>{' '}
        <span className="hidden-text">{holds ? 'holds: ' : 'does not hold: '}</span>
        {JOINTS[operator]} <code className="wrap">{expression}</code>
        {parts.length === 0 &&
          Object.entries(inputs as Readonly<Record<string, unknown>>).map(([name, value]) => (
            <code key={name} className="guard-input">
              {name} = <Told text={json(value)} />
            </code>
          ))}
        {error !== undefined && <bdi className="bad"> {error}</bdi>}
      </span>
      {parts.map((inner) => (
        <GuardTree key={inner.expression} part={inner} />
      ))}
    </div>
  );
}
