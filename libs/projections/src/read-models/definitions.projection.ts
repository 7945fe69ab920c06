import {
  compileDefinition,
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
  version: 2,
  categories: ['definition'],
  tables: [definitionsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'definition');
    const published = events.filter(({ type }) => type === DEFINITION_PUBLISHED);
    await tx.insertAll(definitionsTable, published.map(publishedRow));
    for (const event of events) {
      if (event.type === DEFINITION_RETIRED) await setRetired(event, event.metadata.occurredAt, tx);
      if (event.type === DEFINITION_UNRETIRED) await setRetired(event, null, tx);
    }
  },
};

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

async function setRetired(
  { tenant, data }: LedgerEvent,
  retiredAt: string | null,
  tx: ProjectionTransaction,
): Promise<void> {
  const { definitionId, version } = data as unknown as DefinitionRetired;
  await tx.sql
    .updateTable('definitions')
    .set({ retired_at: retiredAt })
    .where('tenant', '=', tenant)
    .where('definition_id', '=', definitionId)
    .where('version', '=', version)
    .execute();
}
