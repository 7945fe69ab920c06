import { useState, type ReactNode } from 'react';
import { read } from '../../api/read';
import { write } from '../../api/write';
import type { DefinitionDiff, DefinitionHistory } from '../../api/types';
import { number } from '../../parts/format';
import { WriteDialog } from '../../parts/write-dialog';

type Action = 'current' | 'retire' | 'unretire';

const NAMES: Readonly<Record<Action, string>> = { current: 'Make current', retire: 'Retire', unretire: 'Un-retire' };

/** What can be done with a version: which new journeys start with it, and whether any do. */
export function VersionActions({ known, version }: { known: DefinitionHistory; version: number }): ReactNode {
  const [open, setOpen] = useState<Action>();
  const isRetired = known.versions.find((each) => each.version === version)?.retired === true;
  const actions: Action[] = [
    ...(known.current?.version === version || isRetired ? [] : (['current'] as const)),
    isRetired ? 'unretire' : 'retire',
  ];
  return (
    <span className="row">
      {actions.map((action) => (
        <button key={action} type="button" onClick={() => setOpen(action)}>
          {NAMES[action]}
        </button>
      ))}
      {open && <ActionDialog action={open} known={known} version={version} onClose={() => setOpen(undefined)} />}
    </span>
  );
}

interface ActionDialogProps {
  readonly action: Action;
  readonly known: DefinitionHistory;
  readonly version: number;
  readonly onClose: () => void;
}

function ActionDialog({ action, known, version, onClose }: ActionDialogProps): ReactNode {
  const { id, current, revision } = known;
  const path = { definitionId: id, version };
  return (
    <WriteDialog<DefinitionDiff | null, { readonly position: string }>
      title={`${NAMES[action]}: ${id} version ${version}`}
      action={() => NAMES[action]}
      isDangerous={action === 'retire'}
      previewKey={[id, version, action]}
      preview={async () =>
        current === null || current.version === version
          ? null
          : read('/v1/definitions/{definitionId}/diff', {
              path: { definitionId: id },
              query: { from: current.version, to: version },
            })
      }
      showPreview={(diff) => <Consequence action={action} known={known} version={version} diff={diff} />}
      write={async (reason, _, commandId) => {
        const body = { reason, commandId, expectedRevision: revision };
        const reply = await (action === 'current'
          ? write('put', '/v1/definitions/{definitionId}/current', { path, body: { ...body, version } })
          : write('post', `/v1/definitions/{definitionId}/versions/{version}/${action}`, { path, body }));
        return reply.change;
      }}
      showResult={({ position }) => <span>Done. It is the event at position {position}.</span>}
      onClose={onClose}
    />
  );
}

function Consequence({
  action,
  known: { id, current },
  version,
  diff,
}: Omit<ActionDialogProps, 'onClose'> & { readonly diff: DefinitionDiff | null }): ReactNode {
  return (
    <>
      <p>
        {action === 'current'
          ? `New journeys of ${id} will start with version ${version}; now they start with ${current === null ? 'none' : `version ${current.version}`}.`
          : action === 'retire'
            ? `No new journey will start with version ${version}. Journeys that run with it go their way.`
            : `New journeys may start with version ${version} again.`}
      </p>
      {diff !== null && action === 'current' && (
        <p className="soft">
          {diff.changes.length} differences; {number(diff.openJourneys.count)} open journeys are in states that they
          touch.
        </p>
      )}
    </>
  );
}
