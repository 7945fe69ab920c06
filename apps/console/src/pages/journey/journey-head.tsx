import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { Journey } from '../../api/types';
import { Ago, Countdown } from '../../parts/clock';
import { duration, moment as momentText } from '../../parts/format';
import { StatusChip } from '../../parts/status';
import { DeadlineDialog } from './deadline-dialog';
import { OverrideNote } from '../../parts/override-note';
import { TimeoutDialog } from '../../parts/timeout-dialog';
import type { Moment } from './replay';

interface JourneyHeadProps {
  readonly id: string;
  /** Undefined until it has been read. */
  readonly journey: Journey | undefined;
  readonly moment: Moment;
  readonly isNow: boolean;
}

/** Which journey it is, where it stood at the moment that is shown, and how long it may stay there. */
export function JourneyHead({ id, journey, moment, isNow }: JourneyHeadProps): ReactNode {
  return (
    <header className="stack">
      <div className="title-row">
        <h1 className="mono-title">{id}</h1>
        {journey && <StatusChip status={journey.status} />}
        <PageLink to={{ page: 'definitions', id: moment.definitionId, version: moment.version }}>
          {moment.definitionId} v{moment.version}
        </PageLink>
        {moment.channel !== null && <span className="chip">{moment.channel}</span>}
        {journey?.aliases?.map((alias) => (
          <span key={alias} className="chip mono">
            {alias}
          </span>
        ))}
      </div>
      <div className="figures journey-figures">
        <div className={`figure ${isNow ? '' : 'past'}`}>
          <span className="soft small">{isNow ? 'State now' : `State at revision ${moment.revision}`}</span>
          <strong className="wrap" data-testid="state">
            {moment.stateId}
          </strong>
          <span className="soft small">
            {isNow ? (
              <>
                entered <Ago at={moment.enteredAt} />
              </>
            ) : (
              `entered ${momentText(moment.enteredAt)}`
            )}
          </span>
        </div>
        <Deadline journey={journey} moment={moment} isNow={isNow} />
      </div>
    </header>
  );
}

function Deadline({ journey, moment, isNow }: Omit<JourneyHeadProps, 'id'>): ReactNode {
  const [open, setOpen] = useState<'journey' | 'state'>();
  const { deadline, stateId } = moment;
  const close = (): void => setOpen(undefined);
  return (
    <div className={`figure ${isNow && journey?.overdue ? 'bad' : ''}`}>
      <span className="soft small">Deadline</span>
      <strong data-testid="deadline">
        {deadline === null ? 'none' : isNow ? <Countdown deadline={deadline} /> : momentText(deadline)}
      </strong>
      <span className="row small soft">
        {deadline !== null &&
          (isNow
            ? momentText(deadline)
            : `${duration(Date.parse(deadline) - Date.parse(moment.entry.occurredAt))} after this event`)}
        {isNow && journey?.status === 'ACTIVE' && (
          <>
            <button type="button" className="link" onClick={() => setOpen('journey')}>
              Change
            </button>
            <button type="button" className="link" onClick={() => setOpen('state')}>
              Change for all waiting here
            </button>
          </>
        )}
      </span>
      {isNow && <OverrideNote definitionId={moment.definitionId} stateId={stateId} />}
      {open === 'journey' && journey && <DeadlineDialog journey={journey} onClose={close} />}
      {open === 'state' && <TimeoutDialog definitionId={moment.definitionId} stateId={stateId} onClose={close} />}
    </div>
  );
}
