import { defined } from '@ledger/plain-data';
import type { DefinitionReport as Checked } from '@ledger/journey';
import type { DefinitionReport } from './definition.schemas';

/** The report of a check without the document, which the caller has. */
export function reportBody(checked: Checked): DefinitionReport {
  const { valid, document, hash, errors, warnings, upgrades, policies, ...bound } = checked;
  return {
    id: document?.id ?? null,
    version: document?.version ?? null,
    hash: hash ?? null,
    valid,
    errors,
    warnings,
    ...defined({ upgrades }),
    policies,
    bound: Object.keys(bound).length === 0 ? null : bound,
  };
}
