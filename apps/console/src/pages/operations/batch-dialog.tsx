import { useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { useDefinitions, useLayout } from '../../api/definitions';
import type { Operation, OperationDryRun } from '../../api/types';
import { write } from '../../api/write';
import { number } from '../../parts/format';
import { WriteDialog } from '../../parts/write-dialog';
import { Choice } from '../../parts/choice';

const KINDS = {
  move: 'Move to a state',
  migrate: 'Migrate to a version',
  restart: 'Restart',
  abort: 'Abort by timeout',
} as const;
type Kind = keyof typeof KINDS;

/** What is left to do if it was a mistake. */
const UNDO: Readonly<Record<Kind, string>> = {
  move: 'To undo it, move the journeys back: the outcome of each is listed, and its timeline says where it was.',
  migrate: 'To undo it, migrate the journeys to the version before: what the new version changed since then stays.',
  restart: 'It cannot be undone as a whole: each journey keeps its past, and can be moved to where it was.',
  abort: 'It cannot be undone: an aborted journey has ended. It can only be restarted from its first state.',
};

/** Which journeys an operation is about. */
export interface BatchFilter {
  readonly definitionId?: string;
  readonly state?: string;
  readonly stuck?: 'any' | 'overdue' | 'slow' | 'orphaned';
}

/** Changes many journeys: the dry run shows each outcome first, and the operation does what was shown. */
export function BatchDialog({ filter, onClose }: { filter: BatchFilter; onClose: () => void }): ReactNode {
  const [kind, setKind] = useState<Kind>();
  const [target, setTarget] = useState('');
  const { definitionId } = filter;
  const known = useDefinitions().data?.definitions.find(({ id }) => id === definitionId);
  const newest = useLayout(definitionId, known?.versions.at(-1)?.version);
  const states = newest.data?.nodes.flatMap(({ stateId }) => stateId ?? []) ?? [];
  const targets = kind === 'move' ? states : (known?.versions.map(({ version }) => String(version)) ?? []);
  const hasTarget = kind === 'move' || kind === 'migrate';
  const request = {
    kind: kind ?? 'move',
    filter,
    ...(kind === 'move' ? { target: { stateId: target } } : {}),
    ...(kind === 'migrate' ? { target: { version: Number(target) } } : {}),
  };
  return (
    <WriteDialog<OperationDryRun, Operation>
      title="Change many journeys"
      isDangerous
      action={({ journeys }) => `${KINDS[request.kind]}: ${number(journeys)} journeys`}
      isPossible={({ journeys }) => journeys > 0}
      missing={missingOf(kind, definitionId, target)}
      fields={
        <>
          <div className="row">
            <Choice
              label="What to do"
              value={kind}
              none="choose"
              options={Object.entries(KINDS) as [Kind, string][]}
              onChoose={(chosen) => {
                setKind(chosen);
                setTarget('');
              }}
            />
            {hasTarget && definitionId !== undefined && (
              <Choice
                label={kind === 'move' ? 'State' : 'Version'}
                value={target}
                none="choose"
                options={targets}
                onChoose={(chosen = '') => setTarget(chosen)}
              />
            )}
          </div>
          {kind !== undefined && <p className="small soft">{UNDO[kind]}</p>}
        </>
      }
      previewKey={[request]}
      preview={async () => {
        const answer = await write('post', '/v1/operations', { body: { ...request, reason: 'dry run', dryRun: true } });
        if ('dryRun' in answer) return answer;
        throw new Error('The ledger answered no dry run.');
      }}
      showPreview={(dryRun) => <DryRun dryRun={dryRun} />}
      write={async (reason, { token }, commandId) => {
        const body = { ...request, reason, dryRun: false, token, commandId };
        const answer = await write('post', '/v1/operations', { body });
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

function missingOf(kind: Kind | undefined, definitionId: string | undefined, target: string): string | undefined {
  if (kind === undefined) return 'Choose what to do: a dry run shows then what it will do. Nothing has changed yet.';
  if (kind === 'abort' || kind === 'restart') return undefined;
  if (definitionId === undefined) return 'Close this and choose a definition first: states and versions belong to one.';
  return target === '' ? `Choose the ${kind === 'move' ? 'state' : 'version'}.` : undefined;
}

function DryRun({ dryRun }: { readonly dryRun: OperationDryRun }): ReactNode {
  const { journeys, outcomes, refusals, byState } = dryRun;
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
