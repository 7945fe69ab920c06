/** What a failure says, for a sentence of ours: without a full stop at its end. */
export function errorMessage(error: unknown): string {
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly message?: unknown };
  return (typeof message === 'string' ? message : String(error)).replace(/\.\s*$/, '');
}
