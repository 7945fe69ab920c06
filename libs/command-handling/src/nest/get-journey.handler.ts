import type { JourneyView } from '@ledger/journey';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { JourneyReader } from '../journeys/journey-reader';
import { GetJourney } from './get-journey.query';

@QueryHandler(GetJourney)
export class GetJourneyHandler implements IQueryHandler<GetJourney> {
  constructor(private readonly reader: JourneyReader) {}

  execute({ tenant, sessionId, asOf }: GetJourney): Promise<JourneyView | undefined> {
    return asOf === undefined ? this.reader.get(tenant, sessionId) : this.reader.getAsOf(tenant, sessionId, asOf);
  }
}
