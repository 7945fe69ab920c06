import { eitherPersonal, hasPersonal, personalDataOf, personalNames, type DefinitionDocument } from '@ledger/journey';
import type Database from 'libsql';
import type { HiddenProperties } from '../../database/masked-columns';
import { SqlRefusedError } from './single-select';

export function tablesOf(database: Database.Database): readonly string[] {
  const names = database.prepare("select name from sqlite_schema where type in ('table', 'view')").raw(true).all();
  return (names as [string][]).map(([name]) => name);
}

/** What any published version of each definition marks as personal data; definitions that mark nothing are left out. */
export function hiddenProperties(database: Database.Database, tables: readonly string[]): readonly HiddenProperties[] {
  if (!tables.includes('definitions')) return [];
  const rows = database.prepare('select tenant, definition_id, document from main.definitions').raw(true).all();
  const documents = new Map<string, { tenant: string; definitionId: string; parts: DefinitionDocument[] }>();
  for (const [tenant, definitionId, document] of rows as [string, string, string][]) {
    const key = JSON.stringify([tenant, definitionId]);
    const known = documents.get(key) ?? { tenant, definitionId, parts: [] };
    known.parts.push(JSON.parse(document) as DefinitionDocument);
    documents.set(key, known);
  }
  return [...documents.values()].flatMap(({ tenant, definitionId, parts }) => {
    const personal = eitherPersonal(parts.map(personalDataOf));
    return hasPersonal(personal) ? [{ tenant, definitionId, names: personalNames(personal) }] : [];
  });
}

/** Tables under the views that show contexts and payloads, in each of their versions. */
const UNDER_THE_VIEWS = /^(journeys|timeline|operations)_/;

/** The views hide personal data, and the tables under them do not: so a query may name neither these nor their schema. */
export function refuseTables(database: Database.Database, text: string): void {
  const names = ['main', ...tablesOf(database).filter((name) => UNDER_THE_VIEWS.test(name))];
  const named = names.find((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`, 'i').test(text));
  if (named === undefined) return;
  throw new SqlRefusedError(
    `A query may name ${named} with --personal alone: it shows personal data. Query the views.`,
  );
}
