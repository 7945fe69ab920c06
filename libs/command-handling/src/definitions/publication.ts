import { DEFINITION_PUBLISHED, type DefinitionPublished, type DefinitionReport } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { PublishOutcome } from './definition-outcomes';
import { newestOf, type DefinitionStream } from './definition-stream';

type PublicationDecision =
  | { readonly outcome: PublishOutcome }
  | {
      readonly events: readonly [{ readonly type: typeof DEFINITION_PUBLISHED; readonly data: DefinitionPublished }];
      readonly report: DefinitionReport;
    };

/** What a checked document is to its definition's stream: published already, refused, or the next version. */
export function decidePublication(
  report: DefinitionReport,
  stream: DefinitionStream | undefined,
  reason: string | undefined,
): PublicationDecision {
  const { document, hash, warnings } = report;
  if (document === undefined || hash === undefined) return { outcome: invalid(report) };
  const { id: definitionId, version } = document;
  const same = stream?.versions.get(version);
  // Before the check counts: it may have become stricter since the version was published, and a server publishes at each start.
  if (same?.hash === hash) {
    const asPublished = { ...report, valid: true, errors: [], warnings: same.warnings };
    return { outcome: { kind: 'already-published', definition: same, report: report.valid ? report : asPublished } };
  }
  if (!report.valid) return { outcome: invalid(report) };
  const newest = stream && newestOf(stream);
  if (newest === undefined || version > newest.version) {
    const noted = warnings.length === 0 ? undefined : warnings;
    const data = defined({ definitionId, version, hash, document, warnings: noted, reason });
    return { events: [{ type: DEFINITION_PUBLISHED, data }], report };
  }
  const next = `publish this as version ${newest.version + 1}, or omit the version.`;
  const name = JSON.stringify(definitionId);
  const [code, why] =
    same === undefined
      ? (['DEFINITION_VERSION_STALE', `Version ${newest.version} of ${name} is published already: ${next}`] as const)
      : ([
          'DEFINITION_VERSION_TAKEN',
          `Version ${version} of ${name} was published with other content and never changes: ${next}`,
        ] as const);
  return { outcome: { kind: 'refused', code, reason: why, report } };
}

export function invalid(report: DefinitionReport): PublishOutcome {
  const [first] = report.errors;
  const more = report.errors.length > 1 ? ` (and ${report.errors.length - 1} more errors)` : '';
  const reason = `The definition was not published: ${first?.message ?? 'it is not valid.'}${more}`;
  return { kind: 'refused', code: 'DEFINITION_INVALID', reason, report };
}
