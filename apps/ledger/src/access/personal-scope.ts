import { mayDo, type Scope } from '@ledger/access';

/** Needed to see personal data (`x-personal`): without the scope, answers lack them and name them. */
export const PERSONAL_SCOPE = 'personal.read' satisfies Scope;

/**
 * Whether a caller sees personal data.
 * @param granted undefined without authentication: then everything is allowed.
 */
export function seesPersonal(granted: ReadonlySet<Scope> | undefined): boolean {
  return granted === undefined || mayDo(granted, PERSONAL_SCOPE);
}
