import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { bindWithoutAccessors } from '../../apps/ledger/src/http/bound-callbacks';

/** The fields of a transition, as a bare application would validate them. */
class TransitionBody {
  @IsString()
  @MaxLength(128)
  targetStateId!: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  commandId?: string;

  @IsOptional()
  @IsObject()
  context?: Record<string, unknown>;
}

/** The baseline of the HTTP benches: it validates its input and does nothing. */
@Controller()
class BareController {
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Post('v1/journeys/:sessionId/transitions')
  transition(@Param('sessionId') sessionId: string, @Body() body: TransitionBody): object {
    return { outcome: 'ADVANCED', sessionId, stateId: body.targetStateId };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

async function main(): Promise<void> {
  // What makes Node.js itself faster is given to both.
  bindWithoutAccessors();
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
  process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
}

void main();
