import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { answered, ledger } from '../../api/client';
import type { Operation, OperationDryRun } from '../../api/types';
import { number } from '../../parts/format';
import { WriteDialog } from '../../parts/write-dialog';
import { Choice } from '../../parts/choice';

const KINDS = {
  abort: 'Abort by timeout',
  restart: 'Restart',
  move: 'Move to a state',
  migrate: 'Migrate to a version',
};
type Kind = keyof typeof KINDS;

/** Which journeys an operation is about. */
export interface BatchFilter {
  readonly definitionId?: string;
  readonly state?: string;
  readonly stuck?: 'any' | 'overdue' | 'slow' | 'orphaned';
}

/** Changes many journeys: the dry run shows each outcome first, and the operation does what was shown. */
export function BatchDialog({
  filter,
  onClose,
}: {
  readonly filter: BatchFilter;
  readonly onClose: () => void;
}): ReactNode {
  const [kind, setKind] = useState<Kind>('abort');
  const [target, setTarget] = useState('');
  const request = {
    kind,
    filter,
    ...(kind === 'move' ? { target: { stateId: target } } : {}),
    ...(kind === 'migrate' ? { target: { version: Number(target) } } : {}),
  };
  return (
    <WriteDialog<OperationDryRun, Operation>
      title="Change many journeys"
      isDangerous
      action={({ journeys }) => `${KINDS[kind]}: ${number(journeys)} journeys`}
      isPossible={({ journeys }) => journeys > 0}
      fields={
        <div className="row">
          <Choice
            label="What to do"
            value={kind}
            options={Object.entries(KINDS) as [Kind, string][]}
            onChoose={(chosen = 'abort') => setKind(chosen)}
          />
          {(kind === 'move' || kind === 'migrate') && (
            <label className="field">
              {kind === 'move' ? 'State' : 'Version'}
              <input value={target} onChange={(event) => setTarget(event.target.value)} />
            </label>
          )}
        </div>
      }
      previewKey={[request]}
      preview={async () => {
        const answer = await answered(
          ledger.POST('/v1/operations', { body: { ...request, reason: 'dry run', dryRun: true } }),
        );
        if ('dryRun' in answer) return answer;
        throw new Error('The ledger answered no dry run.');
      }}
      showPreview={(dryRun) => <DryRun dryRun={dryRun} />}
      write={async (reason, { token }, commandId) => {
        const answer = await answered(
          ledger.POST('/v1/operations', {
            body: { ...request, reason, dryRun: false, token, commandId },
          }),
        );
        if ('operationId' in answer) return answer;
        throw new Error('The ledger answered a dry run.');
      }}
      showResult={({ operationId }) => (
        <>
          <span>The operation runs.</span>
          <PageLink to={{ page: 'operations', tab: 'batches', open: operationId }}>Watch its progress</PageLink>
        </>
      )}
      onClose={onClose}
    />
  );
}

function DryRun({
  dryRun: { journeys, outcomes, refusals, byState },
}: {
  readonly dryRun: OperationDryRun;
}): ReactNode {
  return (
    <>
      <p>
        <strong>{number(journeys)} journeys</strong>
        {Object.entries(outcomes).map(([outcome, count]) => (
          <span key={outcome}>
            {' · '}
            {number(count)} {outcome}
          </span>
        ))}
      </p>
      {byState.length > 0 && (
        <p className="small soft">
          {byState
            .map(({ definitionId, stateId, journeys: count }) => `${number(count)} in ${stateId} of ${definitionId}`)
            .join(', ')}
        </p>
      )}
      {refusals.map(({ code, journeys: count, example }) => (
        <p key={code} className="note warn small">
          {number(count)} refused: {code}. {example}
        </p>
      ))}
    </>
  );
}
