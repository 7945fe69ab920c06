import { Command } from '@nestjs/cqrs';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';

export class ExecuteJourneyCommand extends Command<CommandReply> {
  constructor(readonly request: JourneyCommandRequest) {
    super();
  }
}
