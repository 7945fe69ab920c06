import { Controller, Get, HttpException, Inject, Optional, Res } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { ProjectionAdmin } from '@ledger/projections';
import { EscalationProcessor, WebhookDispatcher } from '@ledger/escalations';
import { withinBudget } from '../http/request-budget';
import { MONITORING_CALLS } from './monitoring.api';
import { LedgerLoss } from './ledger-loss';
import type { Liveness, LostLedger, Readiness } from './monitoring.schemas';
import { ProjectorRunner } from '../projector/projector-runner';

/** Longest time that one check may take. */
const CHECK_MS = 1000;

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly loss: LedgerLoss,
    private readonly operations: ProjectionAdmin,
    @Optional() private readonly projector?: ProjectorRunner,
    @Optional() private readonly escalationProcessor?: EscalationProcessor,
    @Optional() private readonly webhooks?: WebhookDispatcher,
  ) {}

  @Get('live')
  @MONITORING_CALLS.live
  live(@Res({ passthrough: true }) reply: FastifyReply): Liveness | LostLedger {
    const message = this.loss.reasonToRestart();
    if (message === undefined) return { status: 'ok' };
    reply.code(503).header('retry-after', '1');
    return { status: 'error', message };
  }

  @Get('ready')
  @MONITORING_CALLS.ready
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const checks = [
      () => this.ledger(),
      ...(this.projector ? [() => this.projections(this.projector)] : []),
      ...(this.escalationProcessor ? [() => this.escalations()] : []),
    ];
    try {
      return (await this.health.check(checks)) as Readiness;
    } catch (error) {
      const result = healthResult(error);
      if (result === undefined) throw error;
      reply.code(503).header('retry-after', '1');
      return result;
    }
  }

  private async ledger(): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('ledger');
    // Liveness counts from the first look at a loss.
    this.loss.reasonToRestart();
    const { reachable, reason, freeBytes } = await withinBudget(this.store.health(), CHECK_MS);
    // The others are served, so it is no reason to send no requests. Anybody may ask here: their names are in the log.
    const damagedStreams = this.store.damaged?.names.length || undefined;
    if (reachable) return check.up(defined({ freeBytes, damagedStreams }));
    return check.down(defined({ message: reason ?? 'Cannot connect to the event store.', freeBytes }));
  }

  /** Faults are named and never fail the check: escalations are requested later. */
  private escalations(): Promise<HealthIndicatorResult> {
    const requesting = this.escalationProcessor?.status().lastError ?? null;
    const delivering = this.webhooks?.status();
    const down = delivering?.targets.flatMap(({ target, breaker }) => (breaker === 'open' ? [target] : [])) ?? [];
    const lastError = requesting ?? delivering?.lastError ?? null;
    const check = this.indicator.check('escalations');
    return Promise.resolve(
      check.up({ ...(lastError !== null && { lastError }), ...(down.length > 0 && { targetsDown: down }) }),
    );
  }

  /** Fails without a projector, as the read models grow old; one stopped projection is only named. */
  private async projections(projector: ProjectorRunner | undefined): Promise<HealthIndicatorResult> {
    const check = this.indicator.check('projections');
    const status = projector?.status();
    if (status?.state !== 'running' && status?.state !== 'standing-by') {
      return check.down(`The projector is ${status?.state ?? 'not started'}: ${status?.lastError ?? 'unknown reason'}`);
    }
    const details = await withinBudget(this.operations.details(), CHECK_MS).catch(() => undefined);
    // Commands need the ledger alone, and are served while the database of the read models is down.
    if (details === undefined) return check.up({ readModels: 'The database of the read models does not respond.' });
    const stopped = details.filter(({ state, lastError }) => state === 'stopped' && lastError !== null);
    if (stopped.length === details.length) return check.down(`All projections have stopped: ${stopped[0]?.lastError}`);
    const deadLetters = details.reduce((sum, row) => sum + row.deadLetters, 0);
    const gaps = Math.max(...details.map((row) => row.gaps));
    return check.up({
      ...(stopped.length > 0 && { stopped: stopped.map(({ name, lastError }) => ({ name, lastError })) }),
      ...(deadLetters > 0 && { deadLetters }),
      ...(gaps > 0 && { gaps }),
    });
  }
}

/** Terminus throws its result, inside an exception for Nest's own filter. */
function healthResult(error: unknown): Readiness | undefined {
  const result: unknown = error instanceof HttpException ? error.getResponse() : undefined;
  return typeof result === 'object' && result !== null && 'details' in result ? (result as Readiness) : undefined;
}
