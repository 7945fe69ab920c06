import { useEffect, useState, type ReactNode } from 'react';
import { instant } from '../../address/codec';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { duration, localText, moment as momentText, number, words } from '../../parts/format';
import type { Moment } from './replay';

interface ReplayBarProps {
  readonly page: JourneyPage;
  readonly moment: Moment;
  /** The last revision that was known at the time of `knownAt`. */
  readonly known: number;
  readonly last: number;
  /** Whether the ledger knew nothing of the journey then. */
  readonly wasUnknown: boolean;
  /** Whether later revisions are still on their way. */
  readonly isLoading: boolean;
  readonly onRevision: (revision: number) => void;
  readonly onHappened: (instant: string) => void;
}

/** The slider through a journey's past, and its two clocks: when it happened, and when the ledger knew. */
export function ReplayBar(props: ReplayBarProps): ReactNode {
  const { page, moment, known, last, wasUnknown, isLoading, onRevision, onHappened } = props;
  const { revision, entry } = moment;
  const late = Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt);
  useArrowKeys(revision, onRevision);
  return (
    <section className="card replay" aria-label="Replay">
      <div className="slider">
        <StepButton name="Previous revision" mark="‹" isOff={revision === 0} onStep={() => onRevision(revision - 1)} />
        <input
          type="range"
          min={0}
          max={known}
          value={revision}
          aria-label="Revision"
          aria-valuetext={`Revision ${revision} of ${known}: ${words(entry.type)}`}
          onChange={(event) => onRevision(Number(event.target.value))}
        />
        <StepButton name="Next revision" mark="›" isOff={revision === known} onStep={() => onRevision(revision + 1)} />
        <output className="mono" data-testid="revision">
          {number(revision)} / {number(known)}
          {isLoading && '…'}
        </output>
      </div>
      <div className="clocks">
        <TimeField
          name="As it was at"
          at={entry.occurredAt}
          // A field of the browser ends with its second.
          onTime={(time) => time !== undefined && onHappened(new Date(Date.parse(time) + 999).toISOString())}
        />
        <span className="field">
          Recorded
          <time dateTime={entry.recordedAt} className="clock">
            {momentText(entry.recordedAt)}
            {late >= NOTABLE_LAG_MS && <span className="chip warn">{duration(late)} later</span>}
          </time>
        </span>
        <TimeField
          name="As the ledger knew it at"
          at={page.knownAt}
          onTime={(knownAt) => show({ ...page, rev: undefined, knownAt }, { replace: true })}
        />
        {page.knownAt !== undefined && (
          <p className="small soft">
            {wasUnknown
              ? 'The ledger knew nothing of it then; this is how it started.'
              : known < last
                ? `${number(last - known)} later revisions were not known then.`
                : 'All of it was known then.'}{' '}
            <button
              type="button"
              className="link"
              onClick={() => show({ ...page, knownAt: undefined, rev: undefined }, { replace: true })}
            >
              Back to now
            </button>
          </p>
        )}
      </div>
    </section>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly mark: string;
  readonly isOff: boolean;
  readonly onStep: () => void;
}

function StepButton({ name, mark, isOff, onStep }: StepButtonProps): ReactNode {
  return (
    <button type="button" className="icon" aria-label={name} disabled={isOff} onClick={onStep}>
      {mark}
    </button>
  );
}

interface TimeFieldProps {
  readonly name: string;
  readonly at: string | undefined;
  /** Undefined where the field is emptied. */
  readonly onTime: (time: string | undefined) => void;
}

function TimeField({ name, at, onTime }: TimeFieldProps): ReactNode {
  // What is typed stands until it is left: each digit is a time already, and leads elsewhere.
  const [typed, setTyped] = useState<string>();
  return (
    <label className="field">
      {name}
      <input
        type="datetime-local"
        step={1}
        value={typed ?? (at === undefined ? '' : localText(at))}
        onChange={({ target: { value } }) => {
          setTyped(value);
          onTime(instant.read(value));
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}

const NOTABLE_LAG_MS = 1_000;

/** Arrow keys step through the revisions wherever the reader is, except in what needs them itself. */
function useArrowKeys(revision: number, onRevision: (revision: number) => void): void {
  useEffect(() => {
    const step = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const target = event.target as Element;
      if (target.closest('input, select, textarea, dialog, [role="combobox"]') !== null) return;
      event.preventDefault();
      onRevision(revision + (event.key === 'ArrowRight' ? 1 : -1));
    };
    addEventListener('keydown', step);
    return () => removeEventListener('keydown', step);
  }, [revision, onRevision]);
}
