import type { Timeline, TimelineEntry } from '@ledger/client';
import type { Palette } from './palette';
import { table, type Column } from './table';
import { durationText } from '@ledger/plain-data';
import { instant } from './times';
import { membersText } from './values';

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

function because({ code, reason, guard, escalationId }: TimelineEntry): string {
  if (code !== null) return `${code}: ${reason ?? ''}`;
  if (escalationId !== null) return escalationId;
  if (guard === null) return reason ?? '';
  const { expression, inputs } = guard as { readonly expression?: string; readonly inputs?: object };
  return `${expression ?? ''} with ${membersText(inputs ?? {})}`;
}

function typePaint({ code, type }: TimelineEntry, palette: Palette): Palette['red'] | undefined {
  if (code !== null) return palette.red;
  return type === 'ABORT_TIMEOUT' ? palette.yellow : undefined;
}
