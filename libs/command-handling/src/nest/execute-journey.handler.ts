import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandReply } from '../journeys/command-reply';
import { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import { ExecuteJourneyCommand } from './execute-journey.command';

@CommandHandler(ExecuteJourneyCommand)
export class ExecuteJourneyHandler implements ICommandHandler<ExecuteJourneyCommand> {
  constructor(private readonly executor: JourneyCommandExecutor) {}

  execute(command: ExecuteJourneyCommand): Promise<CommandReply> {
    return this.executor.execute(command.request);
  }
}
