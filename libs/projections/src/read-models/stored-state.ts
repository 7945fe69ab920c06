/** The fold of a stream as a row has it: JSON, with the revision as a number. */
export function storedState(state: { readonly revision: bigint }): string {
  return JSON.stringify({ ...state, revision: Number(state.revision) });
}

export function readState<State extends { readonly revision: bigint }>(text: string): State {
  const state = JSON.parse(text) as Omit<State, 'revision'> & { readonly revision: number };
  return { ...state, revision: BigInt(state.revision) } as unknown as State;
}
