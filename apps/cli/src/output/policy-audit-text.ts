import type { PolicyAudit } from '@ledger/audit';
import type { Palette } from './palette';
import { breachText } from './policy-violation-text';
import { printable } from './printable';
import { fields, table } from './table';
import { formatCount } from './times';

/** No violation says nothing where no journey was judged. */
function violationsText(journeys: number, violations: number, palette: Palette): string {
  if (violations > 0) return palette.red(formatCount(violations));
  return journeys === 0 ? palette.yellow('none, no journey with policies was found') : palette.green('none');
}

/** The result of an audit for people. */
export function policyAuditText(
  report: PolicyAudit & { readonly ledger: string },
  palette: Palette,
  width: number | undefined,
): string {
  const { ledger, journeys, violationCount, violations, policies, unreadable } = report;
  const isOfOneTenant = new Set(policies.map(({ tenant }) => tenant)).size < 2;
  const ofTenant = isOfOneTenant
    ? []
    : [{ title: 'tenant', value: ({ tenant }: { readonly tenant: string }) => tenant }];
  const summary = fields(
    [
      ['ledger', printable(ledger)],
      ['journeys', formatCount(journeys)],
      ['violations', violationsText(journeys, violationCount, palette)],
      ['unreadable', unreadable.length === 0 ? '' : palette.red(formatCount(unreadable.length))],
    ],
    palette.dim,
  );
  const figures = table(
    policies,
    [
      ...ofTenant,
      { title: 'policy', value: ({ policy }) => policy, paint: () => palette.cyan },
      { title: 'definition', value: ({ definitionId }) => definitionId, shrinks: true },
      { title: 'violations', value: (row) => formatCount(row.violations) },
      { title: 'journeys', value: (row) => formatCount(row.journeys) },
    ],
    { width, header: palette.dim },
  );
  const listed = table(
    violations,
    [
      ...ofTenant,
      { title: 'journey', value: ({ sessionId }) => printable(sessionId), paint: () => palette.cyan, shrinks: true },
      { title: 'policy', value: ({ policy }) => policy },
      { title: 'revision', value: ({ revision }) => String(revision) },
      { title: 'broken at', value: ({ at }) => at },
      { title: '', value: breachText, shrinks: true },
    ],
    { width, header: palette.dim },
  );
  const more = violationCount - violations.length;
  return [
    summary,
    ...(policies.length > 0 ? ['', figures, '', listed] : []),
    ...(more > 0 ? [`and ${formatCount(more)} more; --limit lists them`] : []),
    ...unreadable.map((reason) => `${palette.red('UNREADABLE')} ${printable(reason)}`),
  ].join('\n');
}
