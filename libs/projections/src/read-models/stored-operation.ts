import type { OperationState } from '@ledger/journey';

/** The fold of an operation as a row has it. */
export function writtenOperation(state: OperationState): string {
  return JSON.stringify({ ...state, revision: Number(state.revision) });
}

export function storedOperation(text: string): OperationState {
  const { revision, ...state } = JSON.parse(text) as Omit<OperationState, 'revision'> & { readonly revision: number };
  return { ...state, revision: BigInt(revision) };
}
