import type { JourneyView } from '@ledger/journey';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CommandReply } from '../journeys/command-reply';
import { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import { JourneyReader } from '../journeys/journey-reader';
import { ExecuteJourneyCommand, GetJourney } from './journey.messages';

@CommandHandler(ExecuteJourneyCommand)
export class ExecuteJourneyHandler implements ICommandHandler<ExecuteJourneyCommand> {
  constructor(private readonly executor: JourneyCommandExecutor) {}

  execute({ request, budget }: ExecuteJourneyCommand): Promise<CommandReply> {
    return this.executor.execute(request, budget);
  }
}

@QueryHandler(GetJourney)
export class GetJourneyHandler implements IQueryHandler<GetJourney> {
  constructor(private readonly reader: JourneyReader) {}

  execute({ tenant, sessionId, asOf }: GetJourney): Promise<JourneyView | undefined> {
    return asOf === undefined ? this.reader.get(tenant, sessionId) : this.reader.getAsOf(tenant, sessionId, asOf);
  }
}
