import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_TENANT, mayDo, SCOPES } from '@ledger/access';
import { CLOCK, type Clock } from '@ledger/runtime';
import { LEDGER_CONFIG, type AccessConfig, type LedgerConfig } from '../config/ledger.config';
import { packageFolder } from '../config/package-folder';
import { CONSOLE_CALLS } from './console.api';
import { LedgerId } from './ledger-id';
import type { Access, ConsoleSettings } from './console.schemas';

@Controller('v1')
export class ConsoleController {
  private readonly version = packageVersion();

  constructor(
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledgerId: LedgerId,
  ) {}

  @Get('console')
  @CONSOLE_CALLS.settings
  async settings(): Promise<ConsoleSettings> {
    const { access, eventStoreUrl, databaseUrl, roles, heartbeatMs } = this.config;
    return {
      version: this.version,
      ledgerId: await this.ledgerId.get(),
      authentication: authMode(access),
      ledger: eventStoreUrl === undefined ? 'embedded' : 'eventstoredb',
      readModels: databaseUrl === undefined ? 'embedded' : 'postgresql',
      roles: [...roles],
      now: this.clock.now().toISOString(),
      heartbeatMs,
    };
  }

  @Get('access')
  @CONSOLE_CALLS.access
  access(@Req() { principal }: FastifyRequest): Access {
    const {
      clientId = null,
      name = clientId,
      tenant = DEFAULT_TENANT,
      scopes,
      definitions,
      expiresAt,
    } = principal ?? {};
    return {
      ...{ clientId, name, tenant, expiresAt: expiresAt ?? null },
      scopes: SCOPES.filter((scope) => scopes === undefined || mayDo(scopes, scope)),
      definitions: definitions === undefined ? null : [...definitions],
    };
  }
}

function authMode({ bootstrapKeys, oauth }: AccessConfig = {}): ConsoleSettings['authentication'] {
  if (oauth === undefined) return bootstrapKeys === undefined ? 'none' : 'api-key';
  return bootstrapKeys === undefined ? 'oauth' : 'api-key,oauth';
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
