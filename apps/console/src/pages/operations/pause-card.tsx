import { useState, type ReactNode } from 'react';
import { read, useRead } from '../../api/read';
import { write } from '../../api/write';
import { Ago } from '../../parts/clock';
import { number } from '../../parts/format';
import { Asked } from '../../parts/notes';
import { WriteDialog } from '../../parts/write-dialog';

const MOST_SHOWN = 1_000;

/** Whether timeouts run at all, and the switch. */
export function PauseCard(): ReactNode {
  /** What the switch showed when it was chosen: the dialog does that, whatever others do meanwhile. */
  const [chosen, setChosen] = useState<boolean>();
  const timeouts = useRead('/v1/timeouts', {});
  return (
    <Asked query={timeouts} what="the timeouts">
      {({ paused, pausedSince }) => (
        <div className={`note row between ${paused ? 'warn' : ''}`}>
          <span>
            {paused ? (
              <>
                All timeouts are paused
                {pausedSince !== null && (
                  <>
                    , since <Ago at={pausedSince} />
                  </>
                )}
                .
              </>
            ) : (
              'Timeouts run.'
            )}
          </span>
          <button type="button" onClick={() => setChosen(paused)}>
            {paused ? 'Resume…' : 'Pause all…'}
          </button>
          {chosen !== undefined && <PauseDialog isPaused={chosen} onClose={() => setChosen(undefined)} />}
        </div>
      )}
    </Asked>
  );
}

function PauseDialog({ isPaused, onClose }: { readonly isPaused: boolean; readonly onClose: () => void }): ReactNode {
  return (
    <WriteDialog
      title={isPaused ? 'Resume all timeouts' : 'Pause all timeouts'}
      action={() => (isPaused ? 'Resume' : 'Pause')}
      isDangerous={!isPaused}
      previewKey={[isPaused]}
      preview={() => read('/v1/deadlines', { query: { limit: MOST_SHOWN } })}
      showPreview={({ deadlines, nextCursor }) => (
        <p>
          {nextCursor === undefined ? number(deadlines.length) : `More than ${number(MOST_SHOWN)}`} open deadlines
          {isPaused ? ' move by the length of the pause, and then run again.' : ' stop until the timeouts are resumed.'}
        </p>
      )}
      write={(reason, _, commandId) =>
        write('post', `/v1/timeouts/${isPaused ? 'resume' : 'pause'}`, { body: { reason, commandId } })
      }
      showResult={({ position }) => <span>Done. It is the event at position {position}.</span>}
      onClose={onClose}
    />
  );
}
