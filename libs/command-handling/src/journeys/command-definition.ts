import type { CompiledDefinition, JourneyState } from '@ledger/journey';
import type { PreparedCommand } from './prepared-command';
import type { CommandReply } from './command-reply';
import { notFoundReply, rejectedReply } from './command-replies';
import type { DefinitionLookup } from '../ports/definition-lookup';
import type { JourneyCommandRequest } from './journey-command-request';
import type { LoadedJourney } from './loaded-journey';

/** The definition a command is decided by, or the reply that there is none. */
export type FoundDefinition = CompiledDefinition | CommandReply;

/** Tells a reply from what was looked for. */
export function isReply(found: object): found is CommandReply {
  return 'outcome' in found;
}

/** A journey runs by the version it was started with; a start names its definition. */
export async function findDefinition(
  definitions: DefinitionLookup,
  { request: { tenant, command, definitionId, definitionVersion } }: PreparedCommand,
  journey: LoadedJourney | undefined,
): Promise<FoundDefinition> {
  if (journey !== undefined) return definitionOf(definitions, tenant, journey);
  if (command.type !== 'StartJourney') return journeyNotFound(command.sessionId);
  if (definitionId === undefined) {
    const reason = 'definitionId is missing: name the definition that the journey should run by.';
    return rejectedReply({ code: 'VALIDATION_FAILED', reason });
  }
  const found = await definitions.resolveForStart(tenant, definitionId, definitionVersion);
  return found.definition ?? notFoundReply('DEFINITION_NOT_FOUND', found.reason);
}

/** The version that a journey runs by, or the reply that it is not published. */
export async function definitionOf(
  definitions: DefinitionLookup,
  tenant: string,
  { state: { definitionId, definitionVersion } }: LoadedJourney,
): Promise<FoundDefinition> {
  const definition =
    definitions.compiled(tenant, definitionId, definitionVersion) ??
    (await definitions.resolve(tenant, definitionId, definitionVersion));
  if (definition !== undefined) return definition;
  const reason =
    `Version ${definitionVersion} of definition ${JSON.stringify(definitionId)}, by which the journey runs, ` +
    'is not published here: publish it again.';
  return notFoundReply('DEFINITION_NOT_FOUND', reason);
}

/** Whether a start names another definition than the session's, or another version of it. */
export function namesAnother(
  { command, definitionId, definitionVersion }: JourneyCommandRequest,
  state: JourneyState,
): boolean {
  if (command.type !== 'StartJourney') return false;
  const version = definitionVersion ?? state.definitionVersion;
  return (definitionId ?? state.definitionId) !== state.definitionId || version !== state.definitionVersion;
}

/**
 * Why a start does not resume the journey that its session has; undefined if it does. Another version of the definition
 * resumes the journey as it stands, provided that there is such a version.
 */
export async function whyAnother(
  definitions: DefinitionLookup,
  { request }: PreparedCommand,
  { state }: LoadedJourney,
): Promise<string | undefined> {
  if (!namesAnother(request, state)) return undefined;
  const { tenant, command, definitionId = state.definitionId, definitionVersion: version } = request;
  const session = `Session ${command.sessionId} belongs to ${state.definitionId}`;
  if (definitionId !== state.definitionId) return `${session}, not to ${definitionId}; use another session id.`;
  if (version === undefined || (await definitions.resolve(tenant, definitionId, version)) !== undefined)
    return undefined;
  return `${session} version ${state.definitionVersion}; version ${version} is not published.`;
}

export function journeyNotFound(sessionId: string): CommandReply {
  const reason = `There is no journey ${sessionId}; start it first.`;
  return notFoundReply('JOURNEY_NOT_FOUND', reason);
}
