import type { DefinitionDocument } from '../definition';
import { isoDurationProblem } from '../../timing/duration';
import type { DefinitionError } from '../finding';
import { named, pointer, unknownName } from '../finding';

/** Rules about escalations: every name is one of the document's, and each of those can be carried out. */
export function checkEscalations(document: DefinitionDocument): readonly DefinitionError[] {
  return [
    ...Object.entries(document.states).flatMap(([stateId, { escalation, timeout }]) => [
      ...unknownEscalation(document, escalation, pointer('states', stateId, 'escalation')),
      ...unknownEscalation(document, timeout?.escalation, pointer('states', stateId, 'timeout', 'escalation')),
    ]),
    ...Object.keys(document.escalations ?? {}).flatMap((name) => unsoundEscalation(document, name)),
  ];
}

function unknownEscalation(
  { escalations = {} }: DefinitionDocument,
  name: string | undefined,
  path: string,
): readonly DefinitionError[] {
  if (name === undefined || Object.hasOwn(escalations, name)) return [];
  const message = `The escalation ${unknownName(name, 'in escalations', Object.keys(escalations))}`;
  return [{ code: 'ESCALATION_UNKNOWN', path, message }];
}

function unsoundEscalation({ escalations = {} }: DefinitionDocument, name: string): readonly DefinitionError[] {
  const { kind, target, within } = escalations[name] ?? {};
  const errors: DefinitionError[] = [];
  const path = pointer('escalations', name);
  const duration = within === undefined ? undefined : isoDurationProblem(within);
  if (duration !== undefined) errors.push({ code: 'DURATION_INVALID', path: `${path}/within`, message: duration });
  if (kind === 'webhook' && target === undefined) {
    const message = `The webhook escalation ${named(name)} has no target; name a configured webhook.`;
    errors.push({ code: 'ESCALATION_INCOMPLETE', path, message });
  }
  return errors;
}
