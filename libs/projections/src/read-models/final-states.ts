import type { ProjectionTransaction } from '../database/projection-transaction';
import type { JourneyHead } from './journey-head';

/** Which states are final under the definitions of some journeys. */
export class FinalStates {
  private constructor(private readonly byDefinition: ReadonlyMap<string, ReadonlySet<string>>) {}

  /** Reads them from the `definitions` table, once for each version of a definition. */
  static async of(heads: readonly JourneyHead[], tx: ProjectionTransaction): Promise<FinalStates> {
    const byDefinition = new Map<string, ReadonlySet<string>>();
    for (const head of new Map(heads.map((head) => [definitionOf(head), head])).values()) {
      const row = await tx.sql
        .selectFrom('definitions')
        .select('final_states')
        .where('tenant', '=', head.tenant)
        .where('definition_id', '=', head.state.definitionId)
        .where('version', '=', head.state.definitionVersion)
        .executeTakeFirst();
      if (row !== undefined) byDefinition.set(definitionOf(head), new Set(JSON.parse(row.final_states) as string[]));
    }
    return new FinalStates(byDefinition);
  }

  /** Whether the journey is in a final state; false if its definition is not known. */
  hasEnded(head: JourneyHead): boolean {
    return this.byDefinition.get(definitionOf(head))?.has(head.state.stateId) === true;
  }
}

function definitionOf({ tenant, state }: JourneyHead): string {
  return `${tenant}/${state.definitionVersion}/${state.definitionId}`;
}
