import type { ReactNode } from 'react';
import { write } from '../../api/write';
import { TimeoutPreview } from '../../parts/timeout-dialog';
import { WriteDialog } from '../../parts/write-dialog';

interface UndoOverrideDialogProps {
  readonly definitionId: string;
  readonly stateId: string;
  readonly onClose: () => void;
}

/** Removes an override: the one before it counts again, or the definition's own timeout. */
export function UndoOverrideDialog({ definitionId, stateId, onClose }: UndoOverrideDialogProps): ReactNode {
  const path = { definitionId, stateId };
  return (
    <WriteDialog
      title={`Undo the override of ${stateId}`}
      isDangerous
      action={({ abortingAtOnce }) => (abortingAtOnce > 0 ? `Undo and abort ${abortingAtOnce} now` : 'Undo')}
      previewKey={[definitionId, stateId]}
      preview={async () => {
        const query = { preview: 'true', reason: 'preview' } as const;
        const answer = await write('delete', '/v1/definitions/{definitionId}/timeouts/{stateId}', { path, query });
        if ('waiting' in answer) return answer;
        throw new Error('The ledger answered no preview.');
      }}
      showPreview={(preview) => <TimeoutPreview {...preview} />}
      write={async (reason, { abortingAtOnce }, commandId) => {
        const query = { reason, commandId, ...(abortingAtOnce > 0 ? { confirmAborting: abortingAtOnce } : {}) };
        const answer = await write('delete', '/v1/definitions/{definitionId}/timeouts/{stateId}', { path, query });
        return answer.position;
      }}
      showResult={(position) => (
        <span>What held before the override counts again: the event at position {position}.</span>
      )}
      onClose={onClose}
    />
  );
}
