import type { JourneyView } from '@ledger/journey';
import { Command, Query } from '@nestjs/cqrs';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import type { AsOf } from '../journeys/journey-reader';

export class ExecuteJourneyCommand extends Command<CommandReply> {
  constructor(readonly request: JourneyCommandRequest) {
    super();
  }
}

/** A journey as it stands, or as it stood; undefined where there is none (yet). */
export class GetJourney extends Query<JourneyView | undefined> {
  constructor(
    readonly tenant: string,
    readonly sessionId: string,
    readonly asOf?: AsOf,
  ) {
    super();
  }
}
