import type { PolicyViolation } from '@ledger/client';
import type { Palette } from './palette';
import { printable } from './printable';
import { table } from './table';
import { relativeInstant } from './times';

/** Violations as a table, in the order in which they came. */
export function policyViolationsText(
  violations: readonly PolicyViolation[],
  palette: Palette,
  width: number | undefined,
  now: Date,
): string {
  if (violations.length === 0) return palette.dim('none');
  return table(
    violations,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'definition', value: (row) => `${row.definitionId} ${row.definitionVersion}`, shrinks: true },
      { title: 'policy', value: ({ policy }) => policy, shrinks: true },
      { title: 'revision', value: ({ journeyRevision }) => String(journeyRevision), align: 'right' },
      { title: 'broken', value: ({ brokenAt }) => relativeInstant(brokenAt, now) },
      { title: 'by', value: breachText, shrinks: true },
      { title: 'customer', value: ({ customerId }) => customerId ?? '', shrinks: true },
      { title: 'escalation', value: ({ escalationId }) => escalationId ?? '', shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

/** What broke a policy: the state that was entered or in which the journey ended, or a time that was over. */
export function breachText({
  kind,
  stateId,
  deadline,
}: {
  readonly kind: string;
  readonly stateId?: string | null;
  readonly deadline?: string | null;
}): string {
  const isLate = deadline !== undefined && deadline !== null;
  return `${kind}: ${isLate ? 'its time was over' : `entered ${printable(stateId ?? '')}`}`;
}
