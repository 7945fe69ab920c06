import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetDefinition, ListDefinitions } from '@ledger/command-handling';
import { ABORT_TIMEOUT_STATE, isKnownProperty, isPersonal, type DefinitionDocument } from '@ledger/journey';
import { closestName, orList } from '@ledger/plain-data';
import { definitionNotFound, validationProblem } from '../http/problem';
import { mayUse } from '@ledger/access';
import type { AnalyticsFilter, Grouping, Sight } from '@ledger/projections';

/** What a question names, beside its filter. */
interface Asked {
  readonly filter: AnalyticsFilter;
  readonly compareVersion: number | undefined;
  readonly groupBy: Grouping | undefined;
  /** Steps of a funnel. */
  readonly states: readonly string[];
}

/** Refuses questions about what no published definition has: their answer would be zero, and wrong. */
@Injectable()
export class KnownNames {
  constructor(private readonly queries: QueryBus) {}

  async check({ filter, compareVersion, groupBy, states }: Asked): Promise<void> {
    const { sight, definitionId, version, where = [] } = filter;
    const endStates = where
      .flatMap(({ by, values }) => (by === 'endState' ? values : []))
      .filter((name) => name !== null);
    const properties = [...where.map(({ by }) => by), ...(groupBy === undefined ? [] : [groupBy])].flatMap((by) =>
      by.startsWith('context.') ? [by.slice('context.'.length)] : [],
    );
    const namesStates = states.length + endStates.length > 0;
    if (definitionId === undefined && version === undefined && !namesStates && properties.length === 0) return;
    const documents = await this.documents(sight, definitionId);
    if (definitionId !== undefined && documents.length === 0) throw definitionNotFound(definitionId);
    for (const asked of [version, compareVersion]) {
      if (asked === undefined || documents.some((document) => document.version === asked)) continue;
      throw definitionNotFound(`${definitionId ?? 'with'} version ${asked}`);
    }
    const whose = definitionId ?? 'any published definition';
    for (const state of states) refuseUnknownState('states', state, documents, whose);
    for (const state of endStates) refuseUnknownState('endState', state, documents, whose);
    for (const property of properties) refuseProperty(property, documents, whose);
  }

  /** Every version of the definition, or of all: a migrated journey has visited states of others than its own. */
  private async documents(
    { tenant, definitions }: Sight,
    definitionId: string | undefined,
  ): Promise<readonly DefinitionDocument[]> {
    const listings = await this.queries.execute(new ListDefinitions(tenant));
    const documents: DefinitionDocument[] = [];
    for (const listing of listings) {
      if (definitionId !== undefined && listing.definitionId !== definitionId) continue;
      if (!mayUse({ definitions }, listing.definitionId)) continue;
      for (const { version } of listing.versions) {
        const published = await this.queries.execute(new GetDefinition(tenant, listing.definitionId, version));
        if (published !== undefined) documents.push(published.document);
      }
    }
    return documents;
  }
}

function refuseUnknownState(
  parameter: string,
  state: string,
  documents: readonly DefinitionDocument[],
  whose: string,
): void {
  const known = new Set([...documents.flatMap((document) => Object.keys(document.states)), ABORT_TIMEOUT_STATE]);
  if (known.has(state)) return;
  const meant = closestName(state, known);
  const hint =
    meant === undefined ? `use ${orList([...known].slice(0, 20))}.` : `did you mean ${JSON.stringify(meant)}?`;
  throw validationProblem(`${parameter}: ${JSON.stringify(state)} is not a state of ${whose}; ${hint}`);
}

function refuseProperty(property: string, documents: readonly DefinitionDocument[], whose: string): void {
  const path = property.split('.');
  if (documents.some(({ context }) => isPersonal(context, path))) {
    throw validationProblem(
      `The context property ${property} is personal data (x-personal); analytics neither filter nor group by it.`,
    );
  }
  if (documents.some(({ context }) => isKnownProperty(context, path))) return;
  throw validationProblem(`${JSON.stringify(property)} is not a context property of ${whose}.`);
}
