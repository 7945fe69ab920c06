import { Command } from '@nestjs/cqrs';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';

/** A journey's command on its way through the bus. */
export class ExecuteJourneyCommand extends Command<CommandReply> {
  constructor(readonly request: JourneyCommandRequest) {
    super();
  }
}
