import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { type RecordedEvent, streamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { aliasStream, type DefinitionDocument } from '@ledger/journey';

export const ALIAS = 'crm:contact-93';

/** The payment call as a definition that resumes by alias. */
export function resuming(resume: DefinitionDocument['resume'], version = 1): DefinitionDocument {
  return { ...PAYMENT_DEFINITION, version, ...(resume !== undefined && { resume }) };
}

/** A ledger of its own where that definition is published. */
export async function handlingOf(resume: DefinitionDocument['resume']): Promise<CommandHandlingFixture> {
  return new CommandHandlingFixture(new InMemoryEventStore()).publish(resuming(resume));
}

/** A start under aliases, as the command bus takes it. */
export function ensure(
  handling: CommandHandlingFixture,
  sessionId: string,
  aliases: readonly string[] = [ALIAS],
  extras: Partial<Omit<JourneyCommandRequest, 'command'>> & { readonly commandId?: string } = {},
): Promise<CommandReply> {
  const { commandId, ...others } = extras;
  const command = { type: 'StartJourney' as const, sessionId, aliases, ...(commandId !== undefined && { commandId }) };
  return handling.aliased.execute({ tenant: 'default', actor: CALLER, definitionId: 'Payment', command, ...others });
}

export function changeAlias(
  handling: CommandHandlingFixture,
  type: 'AddAlias' | 'RemoveAlias',
  sessionId: string,
  alias: string = ALIAS,
  commandId?: string,
): Promise<CommandReply> {
  const command = { type, sessionId, alias, ...(commandId !== undefined && { commandId }) };
  return handling.aliased.execute({ tenant: 'default', actor: CALLER, command });
}

/** What a reply says of where the caller is. */
export function shown({ outcome, replayed, resumedBy, journey, code }: CommandReply): object {
  return { outcome, replayed, resumedBy, code, sessionId: journey?.sessionId, aliases: journey?.aliases };
}

/** What the stream of an alias holds. */
export async function aliasEvents({ store }: CommandHandlingFixture, alias = ALIAS): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  const stream = streamName(aliasStream('default', alias));
  for await (const event of store.readStream(stream, { ifMissing: 'empty' })) events.push(event);
  return events;
}
