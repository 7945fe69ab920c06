import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DefinitionCatalog } from '@ledger/command-handling';
import { EventStoreError, type Actor } from '@ledger/event-store';
import { backoffMs, errorMessage, sleep, type BackoffPolicy } from '@ledger/runtime';
import { ConfigurationError } from '../config/configuration.error';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { DEFAULT_TENANT } from '../http/incoming-call';

const ACTOR: Actor = { subject: 'ledger', kind: 'operator' };
const TEXTS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

const AWAY: BackoffPolicy = { firstPauseMs: 500, longestPauseMs: 5_000 };

/** Publishes the definitions that the ledger ships, before the first request; those that are published stay as they are. */
@Injectable()
export class ShippedDefinitions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ShippedDefinitions.name);
  private readonly stopping = new AbortController();
  private waiting: Promise<void> | undefined;

  constructor(
    private readonly catalog: DefinitionCatalog,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const files = this.files();
    try {
      await this.publishAll(files);
    } catch (error) {
      if (!isAway(error)) throw error;
      this.waiting = this.publishLater(files);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.waiting;
  }

  private async publishAll(files: readonly string[]): Promise<void> {
    for (const file of files) await this.publish(file);
  }

  /** Once the event store answers. That it is away was logged when it was opened. */
  private async publishLater(files: readonly string[]): Promise<void> {
    const { signal } = this.stopping;
    for (let tries = 1; !signal.aborted; tries++) {
      await sleep(backoffMs(AWAY, tries), signal);
      if (signal.aborted) return;
      try {
        return await this.publishAll(files);
      } catch (error) {
        if (isAway(error)) continue;
        this.log.error(errorMessage(error));
        return;
      }
    }
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

function isAway(error: unknown): boolean {
  return error instanceof EventStoreError && error.retryable;
}
