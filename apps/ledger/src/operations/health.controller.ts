import { Controller, Get, Inject, Res } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { withinBudget } from '../http/request-budget';
import { OPERATIONS_CALLS } from './operations.api';

/** Longest time that one check may take. */
const CHECK_MS = 1000;

/** Whether the process lives, and whether it can serve. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODEL_QUERIES) private readonly queries: ReadModelQueries,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  @Get('live')
  @OPERATIONS_CALLS.live
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @OPERATIONS_CALLS.ready
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult | object> {
    const checks = [() => this.ledger(), ...(this.config.roles.has('projector') ? [() => this.projections()] : [])];
    try {
      return await this.health.check(checks);
    } catch (error) {
      const result = healthResult(error);
      if (result === undefined) throw error;
      reply.code(503).header('retry-after', '1');
      return result;
    }
  }

  private async ledger(): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('ledger');
    const { reachable, reason } = await withinBudget(this.store.health(), CHECK_MS);
    return reachable ? check.up() : check.down(reason ?? 'The ledger cannot be reached.');
  }

  /** A projection that stopped serves answers that grow old: the server should not be given readers. */
  private async projections(): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('projections');
    const stopped = (await withinBudget(this.queries.projectionStatus(), CHECK_MS)).filter(
      ({ state }) => state === 'stopped',
    );
    if (stopped.length === 0) return check.up();
    return check.down(
      stopped.map(({ name, lastError }) => `${name} stopped: ${lastError ?? 'no reason known'}`).join('; '),
    );
  }
}

/** Terminus throws its result, inside an exception for Nest's own filter. */
function healthResult(error: unknown): object | undefined {
  if (typeof error !== 'object' || error === null || !('getResponse' in error)) return undefined;
  const { getResponse } = error;
  if (typeof getResponse !== 'function') return undefined;
  const result: unknown = getResponse.call(error);
  return typeof result === 'object' && result !== null && 'details' in result ? result : undefined;
}
