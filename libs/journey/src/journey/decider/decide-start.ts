import { defined } from '@ledger/plain-data';
import { contextRejection, readContext, type ContextRules } from '../context-input';
import type { CompiledDefinition } from '../../definition/definition';
import type { StartJourney } from '../journey.commands';
import type { Decision, Rejection } from '../journey.decision';
import { JOURNEY_STARTED } from '../journey.events';
import type { JourneyStarted } from '../journey.events';
import { mergePatch } from '../merge-patch';
import { stateEntry } from '../state-entry';
import { quoted, rejected } from './rejections';

/** Starts a journey in the definition's initial state, its context completed with the definition's defaults. */
export function decideStart(command: StartJourney, rules: ContextRules, now: string): Decision {
  const { definition } = rules;
  const elsewhere = startsElsewhere(command, definition);
  if (elsewhere !== undefined) return elsewhere;
  const given = readContext(command.context);
  if (!given.ok) return given.rejection;
  const context = definition.withDefaults(mergePatch({}, given.value));
  const invalid = contextRejection(context, rules);
  if (invalid !== undefined) return invalid;

  const data = defined<JourneyStarted>({
    definitionId: definition.id,
    definitionVersion: definition.version,
    definitionHash: definition.hash,
    stateId: definition.initial,
    customerId: command.customerId,
    channel: command.channel ?? null,
    initiatingSource: command.initiatingSource,
    aliases: command.aliases?.length === 0 ? undefined : command.aliases,
    context,
    ...stateEntry(definition, definition.initial, now, command),
  });
  return { kind: 'accepted', outcome: 'started', events: [{ type: JOURNEY_STARTED, data }] };
}

/** A start for a session that exists resumes it as it stands: nothing is reset. */
export function decideResume(command: StartJourney, definition: CompiledDefinition): Decision {
  return startsElsewhere(command, definition) ?? { kind: 'nothing', outcome: 'resumed' };
}

function startsElsewhere(command: StartJourney, definition: CompiledDefinition): Rejection | undefined {
  const { initialStateId } = command;
  if (initialStateId === undefined || initialStateId === definition.initial) return undefined;
  return rejected(
    'TRANSITION_NOT_ALLOWED',
    `A journey of ${definition.id} starts in ${quoted(definition.initial)}; you sent ${quoted(initialStateId)}.`,
  );
}
