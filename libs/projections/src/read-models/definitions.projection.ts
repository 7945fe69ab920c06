import {
  compileDefinition,
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
  type Context,
  type DefinitionDocument,
  type DefinitionPublished,
  type DefinitionRetired,
  type FinalOutcome,
} from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { RowOf } from '../database/tables/declare-table';
import { definitionsTable } from '../database/tables/definitions.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';

/** A journey's status depends on which states are final: with these the others need nothing outside the database. */
export const definitionsProjection: Projection = {
  name: 'definitions',
  version: 3,
  categories: ['definition'],
  tables: [definitionsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'definition');
    const published = events.filter(({ type }) => type === DEFINITION_PUBLISHED);
    await tx.insertAll(definitionsTable, published.map(publishedRow));
    for (const event of events) await applyChange(event, tx);
  },
};

/** As the fold of the definition's stream has it: of several changes of one batch, what the last publication leaves counts. */
async function applyChange(event: LedgerEvent, tx: ProjectionTransaction): Promise<void> {
  const { version } = event.data as unknown as DefinitionRetired;
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case DEFINITION_PUBLISHED:
    case DEFINITION_CURRENT_CHANGED:
      return makeCurrent(event, version, tx);
    case DEFINITION_RETIRED: {
      const isCurrent = (await currentVersion(event, tx)) === version;
      await setRetired(event, at, tx);
      if (isCurrent) await makeCurrent(event, await newestInUse(event, tx), tx);
      return;
    }
    case DEFINITION_UNRETIRED:
      await setRetired(event, null, tx);
      if ((await currentVersion(event, tx)) === undefined) await makeCurrent(event, version, tx);
  }
}

function publishedRow({ tenant, data, metadata }: LedgerEvent): RowOf<typeof definitionsTable> {
  const { definitionId, version, hash, document } = data as unknown as DefinitionPublished;
  const { finalStates, outcomes, contextDefaults } = lookupsOf(document);
  return {
    tenant,
    definition_id: definitionId,
    version,
    hash,
    document: JSON.stringify(document),
    final_states: JSON.stringify(finalStates),
    outcomes: JSON.stringify(outcomes),
    context_defaults: JSON.stringify(contextDefaults),
    published_at: metadata.occurredAt,
    retired_at: null,
    current_since: null,
  };
}

interface DefinitionLookups {
  readonly finalStates: readonly string[];
  readonly outcomes: Readonly<Record<string, FinalOutcome>>;
  readonly contextDefaults: Context;
}

function lookupsOf(document: DefinitionDocument): DefinitionLookups {
  const outcomes = Object.fromEntries(
    Object.entries(document.states).flatMap(([id, { outcome }]) => (outcome === undefined ? [] : [[id, outcome]])),
  );
  try {
    const compiled = compileDefinition(document);
    const finalStates = Object.keys(document.states).filter((stateId) => compiled.isFinal(stateId));
    return { finalStates, outcomes, contextDefaults: compiled.contextDefaults };
  } catch {
    // Published under earlier rules: a fact all the same, and its states still say which are final.
    const finalStates = Object.entries(document.states).flatMap(([stateId, { final }]) => (final ? [stateId] : []));
    return { finalStates, outcomes, contextDefaults: {} };
  }
}

async function setRetired(event: LedgerEvent, retiredAt: string | null, tx: ProjectionTransaction): Promise<void> {
  const { version } = event.data as unknown as DefinitionRetired;
  await versionsOf(event, tx).set({ retired_at: retiredAt }).where('version', '=', version).execute();
}

/** @param version undefined: no version is. */
async function makeCurrent(event: LedgerEvent, version: number | undefined, tx: ProjectionTransaction): Promise<void> {
  await versionsOf(event, tx).set({ current_since: null }).where('current_since', 'is not', null).execute();
  if (version === undefined) return;
  const since = { current_since: event.metadata.occurredAt };
  await versionsOf(event, tx).set(since).where('version', '=', version).execute();
}

function versionsOf({ tenant, data }: LedgerEvent, tx: ProjectionTransaction) {
  const { definitionId } = data as unknown as DefinitionRetired;
  return tx.sql.updateTable('definitions').where('tenant', '=', tenant).where('definition_id', '=', definitionId);
}

async function currentVersion(event: LedgerEvent, tx: ProjectionTransaction): Promise<number | undefined> {
  const row = await publishedVersions(event, tx).where('current_since', 'is not', null).executeTakeFirst();
  return row && Number(row.version);
}

async function newestInUse(event: LedgerEvent, tx: ProjectionTransaction): Promise<number | undefined> {
  const row = await publishedVersions(event, tx).where('retired_at', 'is', null).executeTakeFirst();
  return row && Number(row.version);
}

/** Newest first. */
function publishedVersions({ tenant, data }: LedgerEvent, tx: ProjectionTransaction) {
  const { definitionId } = data as unknown as DefinitionRetired;
  return tx.sql
    .selectFrom('definitions')
    .select('version')
    .where('tenant', '=', tenant)
    .where('definition_id', '=', definitionId)
    .orderBy('version', 'desc');
}
