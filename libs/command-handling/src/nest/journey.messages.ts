import type { JourneyView } from '@ledger/journey';
import { Command, Query } from '@nestjs/cqrs';
import type { Budget } from '@ledger/runtime';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import type { JourneyRevisions, RevisionsRead } from '../journeys/journey-revisions';
import type { Considered } from '../journeys/considered-move';
import type { AsOf, Consideration } from '../journeys/journey-reader';

export class ExecuteJourneyCommand extends Command<CommandReply> {
  /** @param budget how long its caller waits: once that is spent, the command is not begun. */
  constructor(
    readonly request: JourneyCommandRequest,
    readonly budget?: Budget,
  ) {
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

/** What would come of a transition, and of every other; nothing is stored. Undefined where there is no such journey or revision. */
export class ConsiderTransition extends Query<Considered | undefined> {
  constructor(
    readonly tenant: string,
    readonly sessionId: string,
    readonly consideration: Consideration,
  ) {
    super();
  }
}

/** A journey at each of its revisions; undefined where there is no such journey, or nothing of it was known yet. */
export class GetJourneyRevisions extends Query<(JourneyRevisions & { readonly definitionId: string }) | undefined> {
  constructor(
    readonly tenant: string,
    readonly sessionId: string,
    readonly read: RevisionsRead,
  ) {
    super();
  }
}
