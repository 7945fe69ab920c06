import type { CompiledDefinition } from '@ledger/journey';

/** A definition that a journey may start under, or the sentence that says why there is none. */
export type StartableDefinition =
  { readonly definition: CompiledDefinition } | { readonly definition: undefined; readonly reason: string };

/** What deciding a command asks of the published definitions. */
export interface DefinitionLookup {
  /** A version that was compiled before, at once, under the timeout rules that are known. */
  compiled(tenant: string, definitionId: string, version: number): CompiledDefinition | undefined;
  /** Any published version, retired or not; where none is named, that of new journeys, or else the newest. */
  resolve(tenant: string, definitionId: string, version?: number): Promise<CompiledDefinition | undefined>;
  /** The version for a new journey: the current one where none is named; never one that is retired. */
  resolveForStart(tenant: string, definitionId: string, version?: number): Promise<StartableDefinition>;
  /** A definition under timeout rules read from the store after this call, so that no journey times out by older ones. */
  withCurrentRules(tenant: string, definition: CompiledDefinition): Promise<CompiledDefinition>;
}
