import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DefinitionCatalog } from '@ledger/command-handling';
import type { Actor } from '@ledger/event-store';
import { ConfigurationError } from '../config/configuration.error';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { DEFAULT_TENANT } from '../http/incoming-call';

const ACTOR: Actor = { subject: 'ledger', kind: 'operator' };
const TEXTS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

/** Publishes the definitions that the ledger ships, before the first request; those that are published stay as they are. */
@Injectable()
export class ShippedDefinitions implements OnApplicationBootstrap {
  private readonly log = new Logger(ShippedDefinitions.name);

  constructor(
    private readonly catalog: DefinitionCatalog,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const file of this.files()) await this.publish(file);
  }

  private files(): string[] {
    const { definitionsDir } = this.config;
    if (!existsSync(definitionsDir)) {
      throw new ConfigurationError(
        `DEFINITIONS_DIR must be an existing folder; it is ${JSON.stringify(definitionsDir)}.`,
      );
    }
    return readdirSync(definitionsDir)
      .filter((name) => TEXTS.has(extname(name)))
      .sort()
      .map((name) => join(definitionsDir, name));
  }

  private async publish(file: string): Promise<void> {
    const outcome = await this.catalog.publish(DEFAULT_TENANT, readFileSync(file, 'utf8'), ACTOR);
    if (outcome.kind === 'published') {
      this.log.log(`Published ${outcome.definition.definitionId} version ${outcome.definition.version}`);
    }
    // A newer version that was published since is no reason not to start.
    if (outcome.kind !== 'refused' || outcome.code === 'DEFINITION_VERSION_STALE') return;
    throw new ConfigurationError(`The definition in ${file} cannot be published: ${outcome.reason}`);
  }
}
