import { useState, type ReactNode } from 'react';
import { PageLink } from '../address/links';
import { write } from '../api/write';
import type { TimeoutPreview as TimeoutPreviewReply } from '../api/types';
import { Facts } from './facts';
import { isoWords, moment, number } from './format';
import { WriteDialog } from './write-dialog';
import { Choice } from './choice';

interface TimeoutDialogProps {
  readonly definitionId: string;
  readonly stateId: string;
  readonly onClose: () => void;
}

/** Changes the timeout of a state, also for the journeys that wait in it: it says first how many would abort now. */
export function TimeoutDialog({ definitionId, stateId, onClose }: TimeoutDialogProps): ReactNode {
  const [after, setAfter] = useState('PT15M');
  const [applyTo, setApplyTo] = useState<'new' | 'waiting'>('waiting');
  const path = { definitionId, stateId };
  return (
    <WriteDialog<TimeoutPreviewReply, string>
      title={`Timeout of ${stateId} in ${definitionId}`}
      isDangerous
      action={({ abortingAtOnce }) =>
        abortingAtOnce > 0 ? `Change it and abort ${number(abortingAtOnce)} now` : 'Change the timeout'
      }
      fields={
        <div className="row">
          <label className="field">
            After (ISO 8601)
            <input value={after} onChange={(event) => setAfter(event.target.value.toUpperCase())} list="timeouts" />
            <datalist id="timeouts">
              {['PT30S', 'PT2M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'P1D', 'P7D'].map((length) => (
                <option key={length} value={length} />
              ))}
            </datalist>
          </label>
          <Choice
            label="For"
            value={applyTo}
            options={[
              ['waiting', 'all waiting here, and new entrants'],
              ['new', 'new entrants'],
            ]}
            onChoose={(chosen = 'waiting') => setApplyTo(chosen)}
          />
        </div>
      }
      previewKey={[definitionId, stateId, after, applyTo]}
      preview={async () => {
        const answer = await write('put', '/v1/definitions/{definitionId}/timeouts/{stateId}', {
          path,
          query: { preview: 'true' },
          body: { after, applyTo, reason: 'preview' },
        });
        return previewIn(answer);
      }}
      showPreview={(preview) => <TimeoutPreview {...preview} />}
      write={async (reason, { abortingAtOnce }, commandId) => {
        const answer = await write('put', '/v1/definitions/{definitionId}/timeouts/{stateId}', {
          path,
          body: { after, applyTo, reason, commandId, ...confirmed(abortingAtOnce) },
        });
        return 'change' in answer ? answer.position : '';
      }}
      showResult={(position) => (
        <>
          <span>
            {stateId} now times out after {isoWords(after)}. The change is the event at position {position}.
          </span>
          <span className="row">
            <PageLink to={{ page: 'operations', tab: 'timeouts', definition: definitionId }}>
              See it or undo it
            </PageLink>
          </span>
        </>
      )}
      onClose={onClose}
    />
  );
}

/** Removes an override: the one before it counts again, or the definition's own timeout. */
export function UndoOverrideDialog({ definitionId, stateId, onClose }: TimeoutDialogProps): ReactNode {
  const path = { definitionId, stateId };
  return (
    <WriteDialog
      title={`Undo the override of ${stateId}`}
      isDangerous
      action={({ abortingAtOnce }) => (abortingAtOnce > 0 ? `Undo and abort ${abortingAtOnce} now` : 'Undo')}
      previewKey={[definitionId, stateId]}
      preview={async () => {
        const query = { preview: 'true', reason: 'preview' } as const;
        return previewIn(await write('delete', '/v1/definitions/{definitionId}/timeouts/{stateId}', { path, query }));
      }}
      showPreview={(preview) => <TimeoutPreview {...preview} />}
      write={async (reason, { abortingAtOnce }, commandId) => {
        const query = { reason, commandId, ...confirmed(abortingAtOnce) };
        return (await write('delete', '/v1/definitions/{definitionId}/timeouts/{stateId}', { path, query })).position;
      }}
      showResult={(position) => (
        <span>What held before the override counts again: the event at position {position}.</span>
      )}
      onClose={onClose}
    />
  );
}

function previewIn(answer: TimeoutPreviewReply | object): TimeoutPreviewReply {
  if ('waiting' in answer) return answer;
  throw new Error('The ledger answered no preview.');
}

/** The ledger aborts journeys at once only if it is told how many. */
function confirmed(abortingAtOnce: number): { readonly confirmAborting?: number } {
  return abortingAtOnce > 0 ? { confirmAborting: abortingAtOnce } : {};
}

/** What a change of a timeout would do to the journeys that wait. */
function TimeoutPreview({ waiting, moved, abortingAtOnce, earliest, latest }: TimeoutPreviewReply): ReactNode {
  return (
    <>
      {abortingAtOnce > 0 && (
        <p className="note bad">
          <strong>{number(abortingAtOnce)} would abort now: their new deadline has passed already.</strong>
        </p>
      )}
      <Facts
        of={{
          'Waiting here': number(waiting),
          'Get another deadline': number(moved),
          'New deadlines': earliest !== null && latest !== null && `${moment(earliest)} to ${moment(latest)}`,
        }}
      />
    </>
  );
}
