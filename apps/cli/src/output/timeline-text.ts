import type { Timeline, TimelineEntry } from '@ledger/client';
import {
  ALIAS_ADDED,
  ALIAS_REMOVED,
  BY_RULE,
  JOURNEY_MIGRATED,
  type GuardTrace,
  type JourneyMigrated,
} from '@ledger/journey';
import type { Palette } from './palette';
import { table, type Column } from './table';
import { durationText } from '@ledger/plain-data';
import { instant } from './times';
import { shownText } from './values';

/** A timeline as a table: events by revision, attempts and the steps of escalations where they fell. */
export function timelineText(timeline: Timeline, palette: Palette, width: number | undefined): string {
  return table(timeline.entries, columns(palette), { width, header: palette.dim });
}

function columns(palette: Palette): readonly Column<TimelineEntry>[] {
  return [
    { title: 'rev', align: 'right', value: ({ revision }) => (revision === null ? '–' : String(revision)) },
    { title: 'occurred', value: ({ occurredAt }) => instant(occurredAt), paint: () => palette.dim },
    { title: 'event', value: ({ type }) => type, paint: (entry) => typePaint(entry, palette) },
    { title: 'from', value: ({ from }) => from ?? '', shrinks: true },
    { title: 'to', value: ({ to }) => to ?? '', shrinks: true, paint: () => palette.cyan },
    { title: 'dwell', align: 'right', value: ({ dwellMs }) => (dwellMs === null ? '' : durationText(dwellMs)) },
    { title: 'channel', value: ({ channel }) => channel ?? '' },
    { title: 'by', value: ({ actor }) => `${actor.kind}:${actor.subject}`, shrinks: true },
    { title: 'because', value: because, shrinks: true, paint: () => palette.dim },
  ];
}

function because(entry: TimelineEntry): string {
  const { code, reason, guard, escalationId, type, data } = entry;
  if (code !== null) return `${code}: ${reason ?? ''}`;
  if (escalationId !== null) return escalationId;
  if (type === JOURNEY_MIGRATED) return migrationText(data as unknown as JourneyMigrated);
  if (type === ALIAS_ADDED || type === ALIAS_REMOVED) return String(data['alias']);
  if (guard === null) return reason ?? '';
  const { expression, inputs, masked } = guard as Partial<GuardTrace> & { readonly masked?: readonly string[] };
  return `${expression ?? ''} with ${shownText(inputs ?? {}, masked)}`;
}

/** `version 1 to 2 by its upgrade rule, PAY is PAYMENT`; of an operator's migration, the reason. */
function migrationText({ fromVersion, toVersion, stateMap, by, reason }: JourneyMigrated): string {
  const renamed = Object.entries(stateMap ?? {}).map(([old, present]) => `${old} is ${present}`);
  const why = by === BY_RULE ? 'by the upgrade rule' : (reason ?? '');
  return [`version ${fromVersion} to ${toVersion}`, ...renamed, why].filter((part) => part !== '').join(', ');
}

function typePaint({ code, type }: TimelineEntry, palette: Palette): Palette['red'] | undefined {
  if (code !== null) return palette.red;
  return type === 'ABORT_TIMEOUT' ? palette.yellow : undefined;
}
