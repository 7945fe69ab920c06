import type { EscalationState } from '@ledger/journey';

/** The fold of an escalation as a row has it. */
export function writtenEscalation(state: EscalationState): string {
  return JSON.stringify({ ...state, revision: Number(state.revision) });
}

export function storedEscalation(text: string): EscalationState {
  const { revision, ...state } = JSON.parse(text) as Omit<EscalationState, 'revision'> & { readonly revision: number };
  return { ...state, revision: BigInt(revision) };
}
