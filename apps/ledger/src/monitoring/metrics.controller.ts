import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LedgerMetrics } from './ledger-metrics';
import { MONITORING_CALLS } from './monitoring.api';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: LedgerMetrics) {}

  @Get()
  @MONITORING_CALLS.metrics
  async read(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.registry.metrics();
    reply.type(this.metrics.registry.contentType).send(text);
  }
}
