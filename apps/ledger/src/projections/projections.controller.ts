import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '@ledger/runtime';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import {
  DEAD_LETTER_RETRY_REQUESTED,
  PROJECTION_REBUILD_CANCEL_REQUESTED,
  PROJECTION_REBUILD_REQUESTED,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { ProjectionAdmin, type ProjectionDetails, type Rebuild as StoredRebuild } from '@ledger/projections';
import { Noting, type NoteRead } from '../accesses/what-was-read';
import { body } from '../http/body.pipe';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { Problem } from '../http/problem';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import { lagInSeconds, lagOf, progressOf } from '../monitoring/projection-lag';
import { ProjectionRequests } from './projection-requests';
import {
  CancelQuery,
  DEFAULT_LETTERS,
  DeadLettersQuery,
  ProjectionsQuery,
  RebuildBody,
  RetryBody,
  type DeadLetter,
  type Projection,
  type ProjectionList,
  type Rebuild,
  type RequestedRebuild,
  type RequestedRetry,
} from './projection.schemas';
import { PROJECTION_CALLS } from './projections.api';

/** Milliseconds that a call may take here: a digest reads every row of a projection. */
const BUDGET_MS = 30_000;
/** A rate that is older does not describe the present. */
const RATE_HOLDS_MS = 10_000;

@Controller('v1/projections')
export class ProjectionsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly operations: ProjectionAdmin,
    private readonly requests: ProjectionRequests,
  ) {}

  @Get()
  @PROJECTION_CALLS.list
  list(@Query(query(ProjectionsQuery)) { digest }: Given<typeof ProjectionsQuery>): Promise<ProjectionList> {
    return withinBudget(this.describe(digest === 'true'), BUDGET_MS);
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @PROJECTION_CALLS.rebuild
  async rebuild(
    @Incoming() call: IncomingCall,
    @Param('name') name: string,
    @Body(body(RebuildBody)) given: Given<typeof RebuildBody>,
  ): Promise<RequestedRebuild> {
    this.assertKnown(name);
    const asked = defined({ acceptMismatch: given.acceptMismatch === true, reason: given.reason ?? undefined });
    const request = { type: PROJECTION_REBUILD_REQUESTED, data: { projection: name, ...asked } } as const;
    const recorded = await this.requests.record(call, given.commandId, request, () => Promise.resolve());
    const last = recorded.isRepeat ? await this.operations.rebuild() : undefined;
    // What was recorded and not passed on, because this process ended between, is passed on now.
    const rebuild =
      last !== undefined && last.requestedAt >= recorded.occurredAt
        ? last
        : await this.operations.requestRebuild(name, asked);
    return { ...(await this.replyOf(rebuild)), recordedAt: recorded.position };
  }

  @Delete(':name/rebuild')
  @HttpCode(202)
  @PROJECTION_CALLS.cancel
  async cancel(
    @Incoming() call: IncomingCall,
    @Param('name') name: string,
    @Query(query(CancelQuery)) { reason, commandId }: Given<typeof CancelQuery>,
  ): Promise<RequestedRebuild> {
    this.assertKnown(name);
    const request = { type: PROJECTION_REBUILD_CANCEL_REQUESTED, data: defined({ projection: name, reason }) } as const;
    const recorded = await this.requests.record(call, commandId, request, async () => {
      if ((await this.operations.rebuild())?.finishedAt !== null) throw noRebuild();
    });
    const last = recorded.isRepeat ? await this.operations.rebuild() : undefined;
    // A rebuild that was requested after it is not the one that it is about.
    const isOver = last !== undefined && (last.finishedAt !== null || last.requestedAt > recorded.occurredAt);
    const rebuild = isOver ? last : await this.operations.cancelRebuild();
    // It ended meanwhile.
    if (rebuild === undefined) throw noRebuild();
    return { ...(await this.replyOf(rebuild)), recordedAt: recorded.position };
  }

  @Get(':name/dead-letters')
  @PROJECTION_CALLS.deadLetters
  async deadLetters(
    @Param('name') name: string,
    @Query(query(DeadLettersQuery)) { limit = DEFAULT_LETTERS }: Given<typeof DeadLettersQuery>,
    @Noting() note: NoteRead,
  ): Promise<{ readonly deadLetters: readonly DeadLetter[] }> {
    this.assertKnown(name);
    const deadLetters = await this.operations.deadLetters(name, limit);
    note({ count: deadLetters.length });
    return { deadLetters };
  }

  @Post(':name/dead-letters/:position/retry')
  @HttpCode(202)
  @PROJECTION_CALLS.retry
  async retry(
    @Incoming() call: IncomingCall,
    @Param('name') name: string,
    @Param('position') position: string,
    @Body(body(RetryBody)) given: Given<typeof RetryBody>,
  ): Promise<RequestedRetry> {
    this.assertKnown(name);
    const request = {
      type: DEAD_LETTER_RETRY_REQUESTED,
      data: defined({ projection: name, position, reason: given.reason ?? undefined }),
    } as const;
    const { position: recordedAt } = await this.requests.record(call, given.commandId, request, async () => {
      if ((await this.operations.deadLetter(name, position)) === undefined) throw noDeadLetter(name);
    });
    const letter = await this.operations.retryDeadLetter(name, position);
    // It was applied meanwhile.
    if (letter === undefined) throw noDeadLetter(name);
    return { ...letter, recordedAt };
  }

  private async describe(withDigest: boolean): Promise<ProjectionList> {
    const [head, details, rebuild] = await Promise.all([
      this.store.lastPosition(),
      this.operations.details(),
      this.operations.rebuild(),
    ]);
    const projections: Projection[] = [];
    for (const row of details) projections.push(await this.rowOf(row, head, withDigest));
    return { projections, rebuild: rebuild === undefined ? null : await this.replyOf(rebuild) };
  }

  private async rowOf(row: ProjectionDetails, head: string | undefined, withDigest: boolean): Promise<Projection> {
    const now = this.clock.now();
    const isFresh = row.appliedAt !== null && now.getTime() - Date.parse(row.appliedAt) < RATE_HOLDS_MS;
    return {
      ...row,
      rate: isFresh ? row.rate : 0,
      lag: lagOf(head, row.position),
      lagSeconds: await lagInSeconds(this.store, head, row.position, now),
      ...defined({ digest: withDigest ? await this.operations.digest(row.name) : undefined }),
    };
  }

  private async replyOf(rebuild: StoredRebuild): Promise<Rebuild> {
    return { ...rebuild, progress: progressOf(await this.store.lastPosition(), rebuild.position) };
  }

  private assertKnown(name: string): void {
    if (this.operations.isProjection(name)) return;
    throw new Problem(
      'PROJECTION_NOT_FOUND',
      `There is no projection ${name.slice(0, 100)}; GET /v1/projections lists them.`,
    );
  }
}

function noRebuild(): Problem {
  return new Problem('REBUILD_NOT_FOUND', 'No rebuild is requested or running.');
}

function noDeadLetter(name: string): Problem {
  return new Problem(
    'DEAD_LETTER_NOT_FOUND',
    `The projection ${name} has no dead letter at this position; it may have been applied since.`,
  );
}
