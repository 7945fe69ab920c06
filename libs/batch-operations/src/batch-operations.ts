import type { DefinitionLookup } from '@ledger/command-handling';
import type { Clock } from '@ledger/runtime';
import type { Position } from '@ledger/event-store';
import type { OperationCommand, OperationRequested } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { wholeTenant, type OperationQueries, type ReadModelQueries, type Sight } from '@ledger/projections';
import type { LoadedOperation, OperationCaller, OperationLedger, OperationReply } from './operation-ledger';
import { previewOperation, type OperationPreview, type PreviewPorts } from './operation-preview';
import { operationToken, readOperationToken, type ShownOperation } from './operation-token';

export type OperationDraft = Pick<OperationRequested, 'kind' | 'filter' | 'target' | 'reason'>;

export interface DryRun extends OperationPreview {
  /** Position of the ledger as of which journeys were looked at. */
  readonly position: string;
  /** With it, the operation is for exactly the journeys that were shown, except those that have moved since. */
  readonly token: string;
  /** As it would be applied: a migration's version is settled. */
  readonly target?: OperationRequested['target'];
}

/** What is wrong with a request, in one sentence. */
export interface UnfitDraft {
  readonly code: 'VALIDATION_FAILED' | 'DEFINITION_NOT_FOUND';
  readonly reason: string;
}

export interface BatchOperationsPorts extends PreviewPorts {
  readonly ledger: OperationLedger;
  readonly queries: Pick<ReadModelQueries, 'searchJourneys' | 'stuckRules' | 'projectionStatus'>;
  readonly operations: OperationQueries;
  readonly definitions: Pick<DefinitionLookup, 'resolveForStart'>;
  readonly clock: Clock;
}

/** A journey counts as slow when it takes this many times as long as others. */
export const DEFAULT_SLOWER_THAN = 3;

/** Batch operations as operators request them. The runner carries them out. */
export class BatchOperations {
  constructor(private readonly ports: BatchOperationsPorts) {}

  /** The expected results of the operation. Nothing is stored. */
  async dryRun(sight: Sight, draft: OperationDraft): Promise<DryRun | UnfitDraft> {
    const frozen = await this.#freeze(sight, draft);
    if ('code' in frozen) return frozen;
    const { target, position } = frozen;
    const preview = await previewOperation(this.ports, sight, { ...draft, ...frozen });
    const token = operationToken(sight.tenant, draft, { ...frozen, shown: preview.journeys });
    return defined({ ...preview, position, token, target });
  }

  /** The same id again is the same operation. `token` is of its dry run; without one, journeys are looked up now. */
  async request(
    sight: Sight,
    draft: OperationDraft & Pick<OperationRequested, 'operationId' | 'ratePerSecond' | 'requestedBy'>,
    token: string | undefined,
    caller: OperationCaller,
  ): Promise<OperationReply | UnfitDraft> {
    const frozen = await this.#shownOrFrozen(sight, draft, token);
    if ('code' in frozen) return frozen;
    const isVersionSettled = draft.target?.version === undefined;
    const command: OperationCommand = { type: 'RequestOperation', request: { ...draft, ...frozen }, isVersionSettled };
    return this.ports.ledger.execute(sight.tenant, draft.operationId, command, caller);
  }

  async tell(
    tenant: string,
    operationId: string,
    command: Extract<OperationCommand, { type: 'PauseOperation' | 'ResumeOperation' | 'CancelOperation' }>,
    caller: OperationCaller,
  ): Promise<OperationReply> {
    const known = await this.ports.operations.operation(wholeTenant(tenant), operationId);
    return this.ports.ledger.execute(tenant, operationId, command, caller, known?.state);
  }

  /** Always current: what the read model does not have yet is read from the stream. */
  async get(tenant: string, operationId: string): Promise<LoadedOperation | undefined> {
    const known = await this.ports.operations.operation(wholeTenant(tenant), operationId);
    return this.ports.ledger.load(tenant, operationId, known?.state);
  }

  async #shownOrFrozen(
    sight: Sight,
    draft: OperationDraft,
    token: string | undefined,
  ): Promise<(Partial<ShownOperation> & Pick<ShownOperation, 'position' | 'at'>) | UnfitDraft> {
    if (token === undefined) return this.#freeze(sight, draft);
    const shown = readOperationToken(sight.tenant, draft, token);
    if (shown !== undefined) return shown;
    const reason = 'This token belongs to another operation. Send kind, filter and target as in its dry run.';
    return { code: 'VALIDATION_FAILED', reason };
  }

  /** The filter as of now: journeys that move from here on no longer match. */
  async #freeze(sight: Sight, draft: OperationDraft): Promise<Omit<ShownOperation, 'shown'> | UnfitDraft> {
    const { filter } = draft;
    const target = await this.#targetOf(sight.tenant, draft);
    if (target !== undefined && 'code' in target) return target;
    const position = await this.#appliedPosition();
    if (position === undefined) {
      return { code: 'VALIDATION_FAILED', reason: 'The read models hold no journey yet. Retry when they do.' };
    }
    const at = this.ports.clock.now().toISOString();
    const frozen = defined({ position, at, target });
    if (filter.stuck === undefined) return frozen;
    const { stuck: kinds, slowerThan = DEFAULT_SLOWER_THAN, definitionId } = filter;
    const stuckRules = await this.ports.queries.stuckRules({ sight, kinds, slowerThan, now: at, definitionId });
    return { ...frozen, stuckRules };
  }

  /** Which version a migration goes to is settled once, for all its journeys. */
  async #targetOf(
    tenant: string,
    { kind, filter, target }: OperationDraft,
  ): Promise<OperationRequested['target'] | UnfitDraft> {
    if (kind !== 'migrate') return target;
    const { definitionId } = filter;
    if (definitionId === undefined) {
      const reason = 'filter.definitionId is missing: a migration moves the journeys of one definition.';
      return { code: 'VALIDATION_FAILED', reason };
    }
    const found = await this.ports.definitions.resolveForStart(tenant, definitionId, target?.version);
    if (found.definition === undefined) return { code: 'DEFINITION_NOT_FOUND', reason: found.reason };
    return { ...target, version: found.definition.version };
  }

  /** Everything up to here is in what a search finds. */
  async #appliedPosition(): Promise<Position | undefined> {
    const status = await this.ports.queries.projectionStatus();
    const journeys = status.find(({ name }) => name === 'current-state');
    return (journeys?.position ?? undefined) as Position | undefined;
  }
}
