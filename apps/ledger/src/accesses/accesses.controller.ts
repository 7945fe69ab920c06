import { Controller, Get, Inject, Query } from '@nestjs/common';
import { readAccesses, type AccessFilter, type AccessPlace } from '@ledger/audit';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { FIRST_DAY_OF_READS } from '@ledger/journey';
import { encodeCursor, placeOf } from '@ledger/projections';
import { CLOCK, type Clock } from '@ledger/runtime';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { pageSize } from '../http/paged-query';
import { periodOf } from '../http/period';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import type { AccessPage } from './access.schemas';
import { ACCESS_CALLS, AccessesQuery } from './accesses.api';
import { Noting, type NoteRead } from './what-was-read';

const DAY_MS = 86_400_000;

@Controller('v1/audit/accesses')
export class AccessesController {
  constructor(
    private readonly gateway: CommandGateway,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ACCESS_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(AccessesQuery)) asked: Given<typeof AccessesQuery>,
    @Noting() note: NoteRead,
  ): Promise<AccessPage> {
    const { sessionId, subject, route } = asked;
    const { from, to } = periodOf(asked);
    const search = JSON.stringify(['accesses', call.tenant, sessionId, subject, route, from, to]);
    const place = placeOf(search, asked.cursor, 3);
    const reading = readAccesses(
      this.store,
      call.tenant,
      { sessionId, subject, route, ...this.kept(from, to) },
      { limit: pageSize(asked), after: place && placeIn(place) },
    );
    const { accesses, searchedFrom, next } = await withinBudget(reading, this.gateway.budget(call));
    note({ count: accesses.length });
    const page = { accesses, searchedFrom };
    return next === undefined ? page : { ...page, nextCursor: encodeCursor(search, keyOf(next)) };
  }

  /** A day longer than reads are kept: they are removed some time after their day has ended. */
  private kept(from: string | undefined, to: string | undefined): Pick<AccessFilter, 'from' | 'to'> {
    const now = this.clock.now().getTime();
    const oldest = new Date(now - (this.config.accessRetentionDays + 1) * DAY_MS).toISOString().slice(0, 10);
    const first = oldest < FIRST_DAY_OF_READS ? FIRST_DAY_OF_READS : oldest;
    // Reads that are being recorded are of this moment too.
    return { from: from ?? `${first}T00:00:00.000Z`, to: to ?? new Date(now + 1).toISOString() };
  }
}

function keyOf({ day, revision, lines }: AccessPlace): readonly string[] {
  return [day, String(revision ?? ''), String(lines ?? '')];
}

function placeIn([day = '', revision = '', lines = '']: readonly string[]): AccessPlace {
  return {
    day,
    ...(revision === '' ? {} : { revision: Number(revision) }),
    ...(lines === '' ? {} : { lines: Number(lines) }),
  };
}
