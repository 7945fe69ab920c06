import type { JourneyView } from '@ledger/journey';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AliasedCommands } from '../aliases/aliased-commands';
import type { CommandReply } from '../journeys/command-reply';
import { JourneyReader } from '../journeys/journey-reader';
import type { Considered } from '../journeys/considered-move';
import type { JourneyRevisions } from '../journeys/journey-revisions';
import { ConsiderTransition, ExecuteJourneyCommand, GetJourney, GetJourneyRevisions } from './journey.messages';

@CommandHandler(ExecuteJourneyCommand)
export class ExecuteJourneyHandler implements ICommandHandler<ExecuteJourneyCommand> {
  constructor(private readonly commands: AliasedCommands) {}

  execute({ request, budget }: ExecuteJourneyCommand): Promise<CommandReply> {
    return this.commands.execute(request, budget);
  }
}

@QueryHandler(GetJourney)
export class GetJourneyHandler implements IQueryHandler<GetJourney> {
  constructor(private readonly reader: JourneyReader) {}

  execute({ tenant, sessionId, asOf }: GetJourney): Promise<JourneyView | undefined> {
    return asOf === undefined ? this.reader.get(tenant, sessionId) : this.reader.getAsOf(tenant, sessionId, asOf);
  }
}

@QueryHandler(ConsiderTransition)
export class ConsiderTransitionHandler implements IQueryHandler<ConsiderTransition> {
  constructor(private readonly reader: JourneyReader) {}

  execute({ tenant, sessionId, consideration }: ConsiderTransition): Promise<Considered | undefined> {
    return this.reader.consider(tenant, sessionId, consideration);
  }
}

@QueryHandler(GetJourneyRevisions)
export class GetJourneyRevisionsHandler implements IQueryHandler<GetJourneyRevisions> {
  constructor(private readonly reader: JourneyReader) {}

  execute({
    tenant,
    sessionId,
    read,
  }: GetJourneyRevisions): Promise<(JourneyRevisions & { readonly definitionId: string }) | undefined> {
    return this.reader.revisions(tenant, sessionId, read);
  }
}
