import type { Context, FinalOutcome } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { compiledDefinitions, type ReadableDefinition } from './compiled-definitions';
import type { JourneyHead } from './journey-head';
import type { StandingState } from './journey-result';

export interface JourneyDefinition {
  readonly final: ReadonlySet<string>;
  readonly outcomes: ReadonlyMap<string, FinalOutcome>;
  readonly hash: string;
}

/** What the definitions of some journeys say: which states are final, with which outcome, and which defaults there are. */
export class JourneyDefinitions {
  private constructor(
    private readonly byDefinition: ReadonlyMap<string, JourneyDefinition>,
    private readonly compiled: ReadonlyMap<string, ReadableDefinition>,
  ) {}

  /** Reads those from the `definitions` table that are not remembered, once for each version, and remembers them. */
  static async of(
    heads: readonly JourneyHead[],
    tx: ProjectionTransaction,
    byDefinition: Map<string, JourneyDefinition>,
  ): Promise<JourneyDefinitions> {
    const needed = new Map(heads.map((head) => [definitionOf(head), head]));
    for (const [key, head] of needed) {
      if (byDefinition.has(key)) continue;
      const row = await tx.sql
        .selectFrom('definitions')
        .select(['final_states', 'outcomes', 'hash'])
        .where('tenant', '=', head.tenant)
        .where('definition_id', '=', head.state.definitionId)
        .where('version', '=', head.state.definitionVersion)
        .executeTakeFirst();
      if (row === undefined) continue;
      byDefinition.set(key, {
        final: new Set(JSON.parse(row.final_states) as string[]),
        outcomes: new Map(Object.entries(JSON.parse(row.outcomes) as Record<string, FinalOutcome>)),
        hash: row.hash,
      });
    }
    const hashes = new Set([...needed.keys()].flatMap((key) => byDefinition.get(key)?.hash ?? []));
    return new JourneyDefinitions(byDefinition, await compiledDefinitions(tx.sql, hashes));
  }

  /** The state in which the journey is; not final if its definition is not known. */
  standing(head: JourneyHead): StandingState {
    const { stateId } = head.state;
    const states = this.byDefinition.get(definitionOf(head));
    return { stateId, isFinal: states?.final.has(stateId) === true, outcome: states?.outcomes.get(stateId) };
  }

  /** The context with all defaults; undefined where the definition has none but of top-level properties. */
  filledContext(head: JourneyHead): Context | undefined {
    const found = this.compiled.get(this.byDefinition.get(definitionOf(head))?.hash ?? '');
    return found?.hasInnerDefaults === true ? found.definition.withDefaults(head.state.context) : undefined;
  }
}

function definitionOf({ tenant, state }: JourneyHead): string {
  return `${tenant}/${state.definitionVersion}/${state.definitionId}`;
}
