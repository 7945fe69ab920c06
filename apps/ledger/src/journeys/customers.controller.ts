import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '@ledger/runtime';
import { Noting, type NoteRead } from '../accesses/what-was-read';
import { MaskedViews } from '../access/masked-views';
import { chosenFields, withFields, withMaskedNames } from '../http/chosen-fields';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { pageOf } from '../http/paged-query';
import { customerIdParameter } from '../http/path-parameters';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { CustomerJourneysQuery, searchOf } from './journey-search.query';
import { JOURNEY_FIELDS, type JourneyPage } from './journey.schemas';
import { JOURNEY_CALLS } from './journeys.api';
import { sightOf } from '../access/credential-bounds';

/** What the ledger knows of a customer, on whichever channel and of whichever definition. */
@Controller('v1/customers')
export class CustomersController {
  constructor(
    private readonly readModels: ReadModelAccess,
    private readonly views: MaskedViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':customerId/journeys')
  @JOURNEY_CALLS.ofCustomer
  async journeys(
    @Incoming() call: IncomingCall,
    @Param('customerId', customerIdParameter) customerId: string,
    @Query(query(CustomerJourneysQuery)) asked: Given<typeof CustomerJourneysQuery>,
    @Noting() note: NoteRead,
  ): Promise<Reply<typeof JourneyPage>> {
    const fields = chosenFields(asked.fields, JOURNEY_FIELDS);
    const search = searchOf(sightOf(call), { ...asked, customerId }, this.clock.now());
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, (models) =>
      models.searchJourneys(search),
    );
    note({ sessionIds: rows.map(({ sessionId }) => sessionId) });
    const shown = await this.views.journeys(call, rows);
    return pageOf('journeys', withFields(shown, withMaskedNames(fields)), nextCursor);
  }
}
