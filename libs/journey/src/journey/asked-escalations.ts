import type { CompiledDefinition } from '../definition/definition';
import { isPlainObject } from '../plain-json';
import { escalationIdOf, parseEscalationId } from './escalation-id';
import { escalationTriggers } from './escalation-triggers';

/** An escalation that an event of the journey asked for and no later one has withdrawn. */
export interface AskedEscalation {
  readonly revision: bigint;
  readonly isSecond: boolean;
  /** Name in the definition's `escalations`. */
  readonly escalation: string;
}

type Asked = readonly AskedEscalation[] | undefined;

/** What is asked for after an event that enters a state. */
export function askedAfter(
  asked: Asked,
  { type, data, revision }: { readonly type: string; readonly data: unknown; readonly revision: bigint },
): Asked {
  const triggers = escalationTriggers(type, data);
  const withdrawn = isPlainObject(data) && Array.isArray(data['withdraws']) ? data['withdraws'] : [];
  if (triggers.length === 0 && withdrawn.length === 0) return asked;
  const gone = withdrawn.map((id) => (typeof id === 'string' ? parseEscalationId(id) : undefined));
  const kept = (asked ?? []).filter(
    (one) => !gone.some((origin) => origin?.revision === one.revision && origin.isSecond === one.isSecond),
  );
  const after = [...kept, ...triggers.map(({ escalation }, index) => ({ revision, isSecond: index > 0, escalation }))];
  return after.length === 0 ? undefined : after;
}

/** Ids of the escalations that need no desk any more once a command has taken the journey from a state to another. */
export function withdrawnBy(
  { sessionId }: { readonly sessionId: string },
  { stateId, asked }: { readonly stateId: string; readonly asked?: readonly AskedEscalation[] },
  definition: CompiledDefinition,
  to: string,
): readonly string[] | undefined {
  if (asked === undefined) return undefined;
  const { escalations = {} } = definition.document;
  const isServed = definition.outcomeOf(to) === 'success';
  const withdrawn = asked.filter(({ escalation }) => {
    const known = Object.hasOwn(escalations, escalation) ? escalations[escalation] : undefined;
    switch (known?.withdrawWhen ?? 'ended') {
      case 'ended':
        return isServed;
      case 'left':
        return isServed || to !== stateId;
      case 'never':
        return false;
    }
  });
  return withdrawn.length === 0 ? undefined : withdrawn.map((origin) => escalationIdOf({ sessionId, ...origin }));
}
