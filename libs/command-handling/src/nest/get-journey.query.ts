import type { JourneyView } from '@ledger/journey';
import { Query } from '@nestjs/cqrs';
import type { AsOf } from '../journeys/journey-reader';

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
