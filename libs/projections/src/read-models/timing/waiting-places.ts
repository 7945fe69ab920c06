import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';

/** A state in which journeys wait, by the name that it has now. */
export interface WaitingPlace {
  readonly tenant: string;
  readonly definitionId: string;
  readonly stateId: string;
  /** The names it had before migrations, as `open_deadlines.renamed_from` has them; null if it kept its name. */
  readonly renamedFrom: string | null;
}

type Place = Omit<WaitingPlace, 'renamedFrom'>;

/** Where the journeys wait that a change under a state's name concerns: those of the name, and those that once had it. */
export async function placesOfState(
  db: Kysely<ReadModelSchema>,
  { tenant, definitionId, stateId }: Place,
): Promise<readonly WaitingPlace[]> {
  const renamed = await db
    .selectFrom('open_deadlines')
    .select(['state_id', 'renamed_from'])
    .distinct()
    .where('renamed_from', 'is not', null)
    .where('tenant', '=', tenant)
    .where('definition_id', '=', definitionId)
    .execute();
  const places = renamed.map((row) => ({
    tenant,
    definitionId,
    stateId: row.state_id,
    renamedFrom: row.renamed_from,
  }));
  const own = { tenant, definitionId, stateId, renamedFrom: null };
  return [own, ...places.filter((place) => namesOf(place).includes(stateId))];
}

/** Every place in which journeys of a tenant wait. */
export async function allPlaces(db: Kysely<ReadModelSchema>, tenant: string): Promise<readonly WaitingPlace[]> {
  const waiting = await db
    .selectFrom('open_deadlines')
    .select(['definition_id', 'state_id', 'renamed_from'])
    .distinct()
    .where('tenant', '=', tenant)
    .execute();
  return waiting.map((row) => ({
    tenant,
    definitionId: row.definition_id,
    stateId: row.state_id,
    renamedFrom: row.renamed_from,
  }));
}

/** All names of the state, oldest first, as the domain has them. */
export function namesOf({ stateId, renamedFrom }: Pick<WaitingPlace, 'stateId' | 'renamedFrom'>): readonly string[] {
  return renamedFrom === null ? [stateId] : [...(JSON.parse(renamedFrom) as readonly string[]), stateId];
}

/** Which rows of `open_deadlines` are of a place. */
export function isOf({ tenant, definitionId, stateId, renamedFrom }: WaitingPlace): RawBuilder<boolean> {
  const names = renamedFrom === null ? sql`renamed_from is null` : sql`renamed_from = ${renamedFrom}`;
  return sql<boolean>`tenant = ${tenant} and definition_id = ${definitionId} and state_id = ${stateId} and ${names}`;
}
