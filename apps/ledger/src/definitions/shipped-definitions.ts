import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { checkSubmission, DefinitionCatalog, type CheckedSubmission } from '@ledger/command-handling';
import { EventStoreError, type Actor } from '@ledger/event-store';
import { ReadModelError } from '@ledger/projections';
import { backoffMs, boundedCache, errorMessage, sleep, type BackoffPolicy } from '@ledger/runtime';
import { LedgerAccess } from '../access/ledger-access';
import { ConfigurationError } from '../config/configuration.error';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { JourneyExistence } from './journey-existence';

const ACTOR: Actor = { subject: 'ledger', kind: 'operator' };
const TEXTS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

const AWAY: BackoffPolicy = { firstPauseMs: 500, longestPauseMs: 5_000 };

interface DefinitionFile {
  readonly path: string;
  readonly checked: CheckedSubmission;
  readonly id: string | undefined;
  /** 0 if the file names none. */
  readonly version: number;
  readonly hash: string | undefined;
}

/** By the text of the file: a start publishes it in every tenant, and each tenant that is opened gets it too. */
const checks = boundedCache<string, CheckedSubmission>(100);

function checkOf(text: string): CheckedSubmission {
  const known = checks.get(text);
  if (known !== undefined) return known;
  const checked = checkSubmission(text);
  checks.set(text, checked);
  return checked;
}

/** Publishes the definitions that the ledger ships in every tenant, before the first request; those that are published stay as they are. */
@Injectable()
export class ShippedDefinitions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ShippedDefinitions.name);
  private readonly stopping = new AbortController();
  private waiting: Promise<void> | undefined;

  constructor(
    private readonly catalog: DefinitionCatalog,
    private readonly existence: JourneyExistence,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
    private readonly access: LedgerAccess,
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

  /** For a tenant that was opened just now. Never rejects: what is not published now is at the next start. */
  async publishIn(tenant: string): Promise<void> {
    try {
      await this.publishFor(tenant, this.files());
    } catch (error) {
      this.log.error(`The definitions are not published in the tenant ${tenant}: ${errorMessage(error)}`);
    }
  }

  private async publishAll(files: readonly DefinitionFile[]): Promise<void> {
    for (const tenant of await this.access.streams.tenants()) await this.publishFor(tenant, files);
  }

  private async publishFor(tenant: string, files: readonly DefinitionFile[]): Promise<void> {
    for (const file of files) if (await this.isDue(tenant, file, files)) await this.publish(tenant, file);
  }

  /** Once the stores answer. That one is away was logged when it was opened. */
  private async publishLater(files: readonly DefinitionFile[]): Promise<void> {
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

  /** In the order of their versions, whatever the files are called. */
  private files(): DefinitionFile[] {
    const { folder } = this.config.definitions;
    if (!existsSync(folder)) {
      throw new ConfigurationError(`DEFINITIONS_DIR must be an existing folder; it is ${JSON.stringify(folder)}.`);
    }
    return readdirSync(folder)
      .filter((name) => TEXTS.has(extname(name)))
      .sort()
      .map((name) => {
        const checked = checkOf(readFileSync(join(folder, name), 'utf8'));
        const { document, hash } = checked.report;
        return { path: join(folder, name), checked, id: document?.id, version: document?.version ?? 0, hash };
      })
      .sort((one, other) => one.version - other.version);
  }

  private async publish(tenant: string, { path, checked }: DefinitionFile): Promise<void> {
    const outcome = await this.catalog.publishChecked(tenant, checked, { actor: ACTOR });
    if (outcome.kind === 'published') {
      this.log.log(`Published ${outcome.definition.definitionId} version ${outcome.definition.version}`);
    }
    if (outcome.kind !== 'refused') return;
    switch (outcome.code) {
      // A newer version that was published since is no reason not to start.
      case 'DEFINITION_VERSION_STALE':
        return;
      case 'DEFINITION_VERSION_TAKEN':
        this.log.warn(`The definition in ${path} was not published: ${outcome.reason}`);
        return;
      default:
        throw new ConfigurationError(`The definition in ${path} cannot be published: ${outcome.reason}`);
    }
  }

  /**
   * Whether to publish a file. A later version that the ledger ships must not change what flows run on: it is published
   * only while the version before it, as shipped, is the newest, is current, and has no journeys. Files of `DEFINITIONS_DIR` always are.
   */
  private async isDue(tenant: string, file: DefinitionFile, files: readonly DefinitionFile[]): Promise<boolean> {
    const { id, version } = file;
    const before = files.findLast((one) => one.id === id && one.version < version);
    if (!this.config.definitions.areShipped || id === undefined || before === undefined) return true;
    const published = await this.catalog.history(tenant, id);
    const newest = published?.versions.at(-1);
    if (newest === undefined || newest.version >= version) return true;
    if (newest.hash !== before.hash || newest.version !== published?.current?.version) return false;
    if (!(await this.existence.hasJourneys(tenant, id))) return true;
    this.log.log(
      `${id} stays at version ${newest.version}, because it has journeys; for version ${version} publish ${file.path}`,
    );
    return false;
  }
}

function isAway(error: unknown): boolean {
  return (error instanceof EventStoreError || error instanceof ReadModelError) && error.retryable;
}
