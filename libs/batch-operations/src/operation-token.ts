import { createHash } from 'node:crypto';
import { isPosition } from '@ledger/event-store';
import type { OperationRequested } from '@ledger/journey';

/** What a dry run was of, so that what is applied is what was shown. */
export type ShownOperation = Pick<OperationRequested, 'position' | 'at' | 'stuckRules' | 'target'> & {
  readonly shown: number;
};

type Asked = Pick<OperationRequested, 'kind' | 'filter' | 'target'>;

/** The dry run as a text to hand back, bound to its operation. A forged one asks for no more than a filter could. */
export function operationToken(tenant: string, asked: Asked, shown: ShownOperation): string {
  const text = JSON.stringify(shown);
  return Buffer.from(`${checkOf(tenant, asked, text)}${text}`).toString('base64url');
}

/** Undefined for a text that is not a token of this operation. */
export function readOperationToken(tenant: string, asked: Asked, token: string): ShownOperation | undefined {
  const decoded = Buffer.from(token, 'base64url').toString();
  const text = decoded.slice(CHECK_LENGTH);
  if (decoded.slice(0, CHECK_LENGTH) !== checkOf(tenant, asked, text)) return undefined;
  const shown = JSON.parse(text) as ShownOperation;
  return isPosition(shown.position) ? shown : undefined;
}

const CHECK_LENGTH = 16;

function checkOf(tenant: string, { kind, filter, target }: Asked, text: string): string {
  return createHash('sha256')
    .update(
      JSON.stringify([tenant, kind, Object.entries(filter).sort(byName), Object.entries(target ?? {}).sort(byName)]),
    )
    .update(text)
    .digest('hex')
    .slice(0, CHECK_LENGTH);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
