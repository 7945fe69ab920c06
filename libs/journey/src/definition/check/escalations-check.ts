import type { DefinitionDocument } from '../definition';
import { parseDuration } from '../../timing/duration';
import type { DefinitionError } from '../finding';
import { named, pointer } from '../finding';

/** Rules about who is called: every name is one of the document's escalations, and each of those can be carried out. */
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
  const message = `The escalation ${named(name)} is none of the document's escalations.`;
  return [{ code: 'ESCALATION_UNKNOWN', path, message }];
}

function unsoundEscalation({ escalations = {} }: DefinitionDocument, name: string): readonly DefinitionError[] {
  const { kind, target, within } = escalations[name] ?? {};
  const errors: DefinitionError[] = [];
  const path = pointer('escalations', name);
  const duration = within === undefined ? undefined : reasonAgainst(within);
  if (duration !== undefined) errors.push({ code: 'DURATION_INVALID', path: `${path}/within`, message: duration });
  if (kind === 'webhook' && target === undefined) {
    const message = `The webhook escalation ${named(name)} should name a configured webhook as its target.`;
    errors.push({ code: 'ESCALATION_INCOMPLETE', path, message });
  }
  return errors;
}

function reasonAgainst(duration: string): string | undefined {
  if (!duration.startsWith('P')) {
    return `The duration ${named(duration)} should be an ISO 8601 duration such as "PT5M".`;
  }
  const parsed = parseDuration(duration);
  return parsed.ok ? undefined : parsed.reason;
}
