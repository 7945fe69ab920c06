import type { Timeline, TimelineEntry } from '@ledger/client';
import { parse } from 'csv-parse/sync';

type Line = Readonly<Record<string, string>>;

/** Timelines as `timeline.csv` has them, one for each journey, in its order. */
export function timelinesOf(csv: string | Buffer): readonly Timeline[] {
  const timelines = new Map<string, TimelineEntry[]>();
  for (const line of parse(csv, { columns: true }) as readonly Line[]) {
    const sessionId = line['session_id'] ?? '';
    const entries = timelines.get(sessionId) ?? [];
    timelines.set(sessionId, entries);
    entries.push(entryOf(line));
  }
  return [...timelines].map(([sessionId, entries]) => ({ sessionId, entries }));
}

function entryOf(line: Line): TimelineEntry {
  const given = (name: string): string | null => (line[name] === '' ? null : (line[name] ?? null));
  const number = (name: string): number | null => (given(name) === null ? null : Number(line[name]));
  return {
    type: line['type'] ?? '',
    revision: number('revision'),
    escalationId: null,
    position: line['position'] ?? '',
    occurredAt: line['occurred_at'] ?? '',
    givenAt: null,
    recordedAt: line['recorded_at'] ?? '',
    from: stateText(given('from_state')),
    to: stateText(given('to_state')),
    dwellMs: number('dwell_ms'),
    actor: { subject: line['actor_subject'] ?? '', kind: line['actor_kind'] ?? '' },
    channel: given('channel'),
    commandId: given('command_id'),
    data: JSON.parse(line['data'] ?? '{}') as TimelineEntry['data'],
    guard: null,
    code: given('refusal_code'),
    reason: given('refusal_reason'),
    hash: line['hash'] ?? '',
    previousHash: given('previous_hash'),
  };
}

/** Without the apostrophe by which the export keeps a spreadsheet from reading a formula. */
function stateText(text: string | null): string | null {
  return text === null ? null : text.replace(/^'(?=[=+\-@])/, '');
}
