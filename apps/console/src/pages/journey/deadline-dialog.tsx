import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { read } from '../../api/read';
import { write } from '../../api/write';
import type { Journey } from '../../api/types';
import { useNow } from '../../parts/clock';
import { Facts } from '../../parts/facts';
import { duration, moment } from '../../parts/format';
import { WriteDialog } from '../../parts/write-dialog';
import { Choice } from '../../parts/choice';

const CHOICES = [
  ['5 minutes', 5],
  ['15 minutes', 15],
  ['1 hour', 60],
  ['1 day', 1_440],
] as const;

/** Gives one journey another deadline. */
export function DeadlineDialog({
  journey,
  onClose,
}: {
  readonly journey: Journey;
  readonly onClose: () => void;
}): ReactNode {
  const [minutes, setMinutes] = useState(15);
  const now = useNow();
  const deadline = new Date(now + minutes * 60_000).toISOString();
  const { sessionId, stateId, revision } = journey;
  return (
    <WriteDialog
      title={`Deadline of ${sessionId} in ${stateId}`}
      action={() => `Set deadline to ${minutes} min from now`}
      fields={
        <Choice
          label="From now"
          value={String(minutes)}
          options={CHOICES.map(([name, length]) => [String(length), name])}
          onChoose={(chosen) => setMinutes(Number(chosen))}
        />
      }
      previewKey={[sessionId, revision]}
      preview={() => read('/v1/journeys/{sessionId}', { path: { sessionId } })}
      isPossible={(current) => current.revision === revision && current.status === 'ACTIVE'}
      showPreview={(current) =>
        current.revision === revision ? (
          <Facts
            of={{
              Now: current.deadline === null ? 'no deadline' : moment(current.deadline),
              Then: moment(deadline) + (current.deadline === null ? '' : ` (${shift(current.deadline, deadline)})`),
              Records: `DeadlineChanged at revision ${revision + 1}`,
            }}
          />
        ) : (
          <p className="note warn">The journey has moved to {current.stateId} meanwhile. Close and look again.</p>
        )
      }
      intent={[sessionId, minutes]}
      write={(reason, _, commandId) =>
        write('post', '/v1/journeys/{sessionId}/deadline', {
          path: { sessionId },
          body: { deadline, reason, expectedRevision: revision, commandId },
        })
      }
      showResult={(result) => (
        <>
          <span>The deadline is {result.deadline === null ? 'removed' : moment(result.deadline)}.</span>
          <PageLink to={{ page: 'journey', id: sessionId, rev: result.revision }}>
            Recorded as revision {result.revision}
          </PageLink>
        </>
      )}
      onClose={onClose}
    />
  );
}

function shift(from: string, to: string): string {
  const difference = Date.parse(to) - Date.parse(from);
  return `${duration(difference)} ${difference < 0 ? 'earlier' : 'later'}`;
}
