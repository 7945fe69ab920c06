import { mayDo, type Scope } from '@ledger/access';
import type { IncomingCall } from '../http/incoming-call';
import { Problem } from '../http/problem';

/** Needed to see personal data (`x-personal`): without the scope, answers lack them and name them. */
export const PERSONAL_SCOPE = 'personal.read' satisfies Scope;

/**
 * Whether a caller sees personal data.
 * @param granted undefined without authentication: then everything is allowed.
 */
export function seesPersonal(granted: ReadonlySet<Scope> | undefined): boolean {
  return granted === undefined || mayDo(granted, PERSONAL_SCOPE);
}

/**
 * Refuses what a document would find out of personal data for a caller that does not see it: from which journeys it would
 * refuse, one could learn a value letter by letter.
 */
export function admitQuestion({ granted }: Pick<IncomingCall, 'granted'>, asked: string | undefined): void {
  if (asked === undefined || seesPersonal(granted)) return;
  const why = `${asked} looks at personal data in a way in which no published version does`;
  throw new Problem('FORBIDDEN', `To replay journeys under this document needs the scope ${PERSONAL_SCOPE}: ${why}.`, {
    members: { scope: PERSONAL_SCOPE },
  });
}
