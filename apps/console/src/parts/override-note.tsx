import type { ReactNode } from 'react';
import { PageLink } from '../address/links';
import { useTimeouts } from '../api/definitions';
import type { DefinitionTimeouts } from '../api/types';
import { Ago } from './clock';
import { isoWords } from './format';

/** A timeout that an operator set, with who, since when and why. */
export function Override({ inForce, from }: OverrideProps): ReactNode {
  return (
    <>
      <strong title={inForce.after}>{isoWords(inForce.after ?? '')}</strong> <span className="chip warn">override</span>{' '}
      <span className="soft small">
        {from !== undefined && `overridden from ${from === null ? 'no timeout' : isoWords(from)} `}by{' '}
        {inForce.actor.subject}, <Ago at={inForce.occurredAt} />
        {inForce.applyTo === 'new' && ', for new entrants'}: {inForce.reason}
      </span>
    </>
  );
}

interface OverrideProps {
  readonly inForce: NonNullable<DefinitionTimeouts['states'][number]['inForce']>;
  /** Timeout of the definition, if it does not stand beside it; null: none. */
  readonly from?: string | null;
}

/** The override of a state's timeout, if there is one, and where to undo it. */
export function OverrideNote({ definitionId, stateId }: { definitionId: string; stateId: string }): ReactNode {
  const { data } = useTimeouts(definitionId);
  const state = data?.states.find((each) => each.stateId === stateId);
  if (state?.inForce == null) return null;
  return (
    <p className="override small">
      <PageLink to={{ page: 'operations', tab: 'timeouts', definition: definitionId }}>Timeout of the state</PageLink>:{' '}
      <Override inForce={state.inForce} from={state.ofDefinition} />
    </p>
  );
}
