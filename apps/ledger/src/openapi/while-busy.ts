import type { LedgerRouteConfig } from '../http/route-config';
import type { CallDescription } from './api-call';

/** What becomes of a call while too many requests are under way; undefined: it is refused. */
export function whileBusy({ busy, scope, body }: CallDescription): LedgerRouteConfig['busy'] {
  return busy ?? (scope === 'open' || body?.limit === 'lines' ? 'serve' : undefined);
}
