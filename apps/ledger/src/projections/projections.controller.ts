import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '@ledger/runtime';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { ProjectionAdmin, type DeadLetter, type ProjectionDetails, type Rebuild } from '@ledger/projections';
import { dto } from '../http/body.pipe';
import { ChoiceField, PageSizeField } from '../http/fields';
import { Problem } from '../http/problem';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import { lagInSeconds, lagOf, progressOf } from '../monitoring/projection-lag';
import { PROJECTION_CALLS } from './projections.api';
import { RebuildBody } from './rebuild.dto';

/** Milliseconds that an operator's question may take: a digest reads every row of a projection. */
const BUDGET_MS = 30_000;
/** A rate that is older says nothing of now. */
const RATE_HOLDS_MS = 10_000;
const LETTERS = 100;

class ProjectionsQuery {
  @ChoiceField({ of: ['true', 'false'], description: 'Whether to work out each digest.', optional: true })
  digest?: string;
}

class DeadLettersQuery {
  @PageSizeField({ description: 'Most dead letters to answer with.', optional: true })
  limit?: number;
}

interface ProjectionRow extends ProjectionDetails {
  /** Events of the ledger that are not applied yet; null where positions cannot be counted. */
  readonly lag: number | null;
  /** How long the oldest of them has been in the ledger. */
  readonly lagSeconds: number;
  /** Lower-case hex SHA-256 over the rows, where it was asked for. */
  readonly digest?: string;
}

interface RebuildReply extends Rebuild {
  /** Share of the ledger that is applied, from 0 to 1; null where positions cannot be counted. */
  readonly progress: number | null;
}

interface ProjectionList {
  readonly projections: readonly ProjectionRow[];
  /** The rebuild that is open, or the last one. */
  readonly rebuild: RebuildReply | null;
}

/** How far each read model is, what it was led past, and its rebuild. */
@Controller('v1/projections')
export class ProjectionsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly operations: ProjectionAdmin,
  ) {}

  @Get()
  @PROJECTION_CALLS.list
  list(@Query(query(ProjectionsQuery)) { digest }: ProjectionsQuery): Promise<ProjectionList> {
    return withinBudget(this.describe(digest === 'true'), BUDGET_MS);
  }

  @Post(':name/rebuild')
  @HttpCode(202)
  @PROJECTION_CALLS.rebuild
  async rebuild(
    @Param('name') name: string,
    @Body(dto(RebuildBody)) { acceptMismatch }: RebuildBody,
  ): Promise<RebuildReply> {
    this.assertKnown(name);
    return this.replyOf(await this.operations.requestRebuild(name, { acceptMismatch: acceptMismatch === true }));
  }

  @Delete(':name/rebuild')
  @HttpCode(202)
  @PROJECTION_CALLS.cancel
  async cancel(@Param('name') name: string): Promise<RebuildReply> {
    this.assertKnown(name);
    const rebuild = await this.operations.cancelRebuild();
    if (rebuild === undefined) {
      throw new Problem('REBUILD_NOT_FOUND', 'No rebuild of the projections is asked for or under way.');
    }
    return this.replyOf(rebuild);
  }

  @Get(':name/dead-letters')
  @PROJECTION_CALLS.deadLetters
  async deadLetters(
    @Param('name') name: string,
    @Query(query(DeadLettersQuery, ['limit'])) { limit = LETTERS }: DeadLettersQuery,
  ): Promise<{ readonly deadLetters: readonly DeadLetter[] }> {
    this.assertKnown(name);
    return { deadLetters: await this.operations.deadLetters(name, limit) };
  }

  @Post(':name/dead-letters/:position/retry')
  @HttpCode(202)
  @PROJECTION_CALLS.retry
  async retry(@Param('name') name: string, @Param('position') position: string): Promise<DeadLetter> {
    this.assertKnown(name);
    const letter = await this.operations.retryDeadLetter(name, position);
    if (letter === undefined) {
      throw new Problem('DEAD_LETTER_NOT_FOUND', `The projection ${name} has no dead letter at this position.`);
    }
    return letter;
  }

  private async describe(withDigest: boolean): Promise<ProjectionList> {
    const [head, details, rebuild] = await Promise.all([
      this.store.lastPosition(),
      this.operations.details(),
      this.operations.rebuild(),
    ]);
    const projections: ProjectionRow[] = [];
    for (const row of details) projections.push(await this.rowOf(row, head, withDigest));
    return { projections, rebuild: rebuild === undefined ? null : await this.replyOf(rebuild) };
  }

  private async rowOf(row: ProjectionDetails, head: string | undefined, withDigest: boolean): Promise<ProjectionRow> {
    const now = this.clock.now();
    const isFresh = row.appliedAt !== null && now.getTime() - Date.parse(row.appliedAt) < RATE_HOLDS_MS;
    return {
      ...row,
      rate: isFresh ? row.rate : 0,
      lag: lagOf(head, row.position),
      lagSeconds: await lagInSeconds(this.store, head, row.position, now),
      ...(withDigest && { digest: await this.operations.digest(row.name) }),
    };
  }

  private async replyOf(rebuild: Rebuild): Promise<RebuildReply> {
    return { ...rebuild, progress: progressOf(await this.store.lastPosition(), rebuild.position) };
  }

  private assertKnown(name: string): void {
    if (this.operations.isProjection(name)) return;
    throw new Problem('PROJECTION_NOT_FOUND', 'There is no projection of this name: GET /v1/projections lists them.');
  }
}
