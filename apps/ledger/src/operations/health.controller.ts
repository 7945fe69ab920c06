import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { withinBudget } from '../http/request-budget';
import { OPERATIONS_CALLS } from './operations.api';
import { ProjectorRunner } from './projector-runner';

/** Longest time that one check may take. */
const CHECK_MS = 1000;

/** Whether the process lives, and whether it can serve. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Optional() private readonly projector?: ProjectorRunner,
  ) {}

  @Get('live')
  @OPERATIONS_CALLS.live
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @OPERATIONS_CALLS.ready
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult | object> {
    const checks = [() => this.ledger(), ...(this.projector ? [() => this.projections(this.projector)] : [])];
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

  /** A projector that does not run serves answers that grow old: the server should not be given readers. */
  private projections(projector: ProjectorRunner | undefined): HealthIndicatorResult {
    const check = this.indicator.check('projections');
    const status = projector?.status();
    if (status?.state === 'running' || status?.state === 'standing-by') return check.up();
    return check.down(`The projector is ${status?.state ?? 'not started'}: ${status?.lastError ?? 'no reason known'}`);
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
