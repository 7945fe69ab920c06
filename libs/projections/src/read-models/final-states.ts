import type { FinalOutcome } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { JourneyHead } from './journey-head';
import type { StandingState } from './journey-result';

/** What a version of a definition says of its final states. */
interface DefinedStates {
  readonly final: ReadonlySet<string>;
  readonly outcomes: ReadonlyMap<string, FinalOutcome>;
}

/** Which states are final under the definitions of some journeys, and with which outcome. */
export class FinalStates {
  private constructor(private readonly byDefinition: ReadonlyMap<string, DefinedStates>) {}

  /** Reads them from the `definitions` table, once for each version of a definition. */
  static async of(heads: readonly JourneyHead[], tx: ProjectionTransaction): Promise<FinalStates> {
    const byDefinition = new Map<string, DefinedStates>();
    for (const head of new Map(heads.map((head) => [definitionOf(head), head])).values()) {
      const row = await tx.sql
        .selectFrom('definitions')
        .select(['final_states', 'outcomes'])
        .where('tenant', '=', head.tenant)
        .where('definition_id', '=', head.state.definitionId)
        .where('version', '=', head.state.definitionVersion)
        .executeTakeFirst();
      if (row === undefined) continue;
      byDefinition.set(definitionOf(head), {
        final: new Set(JSON.parse(row.final_states) as string[]),
        outcomes: new Map(Object.entries(JSON.parse(row.outcomes) as Record<string, FinalOutcome>)),
      });
    }
    return new FinalStates(byDefinition);
  }

  /** The state in which the journey is; not final if its definition is not known. */
  standing(head: JourneyHead): StandingState {
    const { stateId } = head.state;
    const states = this.byDefinition.get(definitionOf(head));
    return { stateId, isFinal: states?.final.has(stateId) === true, outcome: states?.outcomes.get(stateId) };
  }
}

function definitionOf({ tenant, state }: JourneyHead): string {
  return `${tenant}/${state.definitionVersion}/${state.definitionId}`;
}
