import type { TimelineEntry } from '../../api/types';

/** Where a journey stood after one of its events. */
export interface Moment {
  readonly revision: number;
  readonly entry: TimelineEntry;
  readonly stateId: string;
  readonly enteredAt: string;
  readonly deadline: string | null;
  readonly definitionId: string;
  readonly version: number;
  readonly channel: string | null;
}

/** One write of a key of the context; without a value it was removed. */
export interface ContextWrite {
  readonly revision: number;
  readonly value: unknown;
  readonly isRemoval: boolean;
  /** Whether the value is personal data, which the ledger does not show to this caller. */
  readonly isMasked: boolean;
  readonly entry: TimelineEntry;
}

type Data = Readonly<Record<string, unknown>>;

/**
 * A journey's past, folded once: every step of the slider is a look-up afterwards. It follows the fold of the ledger
 * for what the page shows, and a test holds it equal to the ledger's own answers.
 */
export class Replay {
  readonly moments: Moment[] = [];
  /** Only the events that entered a state: most change the context alone. */
  private readonly taken: { readonly revision: number; readonly step: string }[] = [];
  private readonly writes = new Map<string, ContextWrite[]>();

  /** Takes the next entries of the timeline, in their order. Attempts and escalations change nothing. */
  append(entries: readonly TimelineEntry[]): void {
    for (const entry of entries) {
      // What this console does not know yet must not be shown in a wrong place.
      if (entry.revision === null || entry.revision !== this.moments.length) continue;
      const moment = momentAfter(this.moments.at(-1), entry);
      if (moment === undefined) continue;
      this.moments.push(moment);
      const { revision, from, to } = entry;
      if (from !== null && to !== null) this.taken.push({ revision, step: stepKey(from, to) });
      this.writeContext(entry);
    }
  }

  at(revision: number): Moment | undefined {
    return this.moments[Math.min(revision, this.moments.length - 1)];
  }

  /** The last revision that the ledger had recorded at a time; -1 if it knew nothing yet. */
  revisionKnownAt(instant: string): number {
    const time = Date.parse(instant);
    return countWhile(this.moments, ({ entry }) => Date.parse(entry.recordedAt) <= time) - 1;
  }

  /** The last revision that had happened by a time, of those up to `known`: as it was, whenever the ledger learned of it. */
  revisionHappenedBy(instant: string, known: number): number {
    const time = Date.parse(instant);
    const happened = this.moments
      .slice(0, known + 1)
      .findLastIndex(({ entry }) => Date.parse(entry.occurredAt) <= time);
    return Math.max(0, happened);
  }

  /** The last write of each key up to a revision, by the names of the keys. */
  contextAt(revision: number): ReadonlyMap<string, ContextWrite> {
    const context = new Map<string, ContextWrite>();
    for (const [key, writes] of this.writes) {
      const last = writes[countWhile(writes, (write) => write.revision <= revision) - 1];
      if (last !== undefined && !last.isRemoval) context.set(key, last);
    }
    return new Map([...context].sort(([one], [other]) => one.localeCompare(other)));
  }

  /** How often each pair of states was passed up to a revision, by `from → to`. */
  steps(revision: number): ReadonlyMap<string, number> {
    const steps = new Map<string, number>();
    for (const taken of this.taken) {
      if (taken.revision > revision) break;
      steps.set(taken.step, (steps.get(taken.step) ?? 0) + 1);
    }
    return steps;
  }

  private writeContext(entry: TimelineEntry): void {
    const data = entry.data as Data;
    const set = (entry.type === 'JourneyStarted' ? data['context'] : data['set']) as Data | undefined;
    const { revision } = entry;
    if (revision === null) return;
    const unset = (data['unset'] as readonly string[] | undefined) ?? [];
    const masked = (data['masked'] as readonly string[] | undefined) ?? [];
    const isWritten = { revision, entry, value: undefined, isRemoval: false, isMasked: false };
    for (const [key, value] of Object.entries(set ?? {})) this.write(key, { ...isWritten, value });
    for (const key of unset) this.write(key, { ...isWritten, isRemoval: true });
    // A property that is written whole may lack what was masked within it before.
    for (const key of this.writes.keys()) {
      const [whole = '', within] = key.split(/[.[]/, 2);
      const isGone = within !== undefined && (unset.includes(whole) || Object.hasOwn(set ?? {}, whole));
      if (isGone && !masked.includes(key)) this.write(key, { ...isWritten, isRemoval: true });
    }
    for (const key of masked) this.write(key, { ...isWritten, isMasked: true });
  }

  private write(key: string, write: ContextWrite): void {
    const writes = this.writes.get(key);
    if (writes === undefined) this.writes.set(key, [write]);
    else writes.push(write);
  }
}

export function stepKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function momentAfter(before: Moment | undefined, entry: TimelineEntry): Moment | undefined {
  const data = entry.data as Data;
  const revision = entry.revision ?? 0;
  if (before === undefined) {
    if (entry.type !== 'JourneyStarted') return undefined;
    return {
      revision,
      entry,
      stateId: textOf(data['stateId']) ?? '',
      enteredAt: textOf(data['enteredAt']) ?? entry.occurredAt,
      deadline: textOf(data['deadline']) ?? null,
      definitionId: textOf(data['definitionId']) ?? '',
      version: Number(data['definitionVersion']),
      channel: textOf(data['channel']) ?? null,
    };
  }
  const same = { ...before, revision, entry };
  switch (entry.type) {
    case 'JourneyTransitioned':
    case 'JourneyRestarted':
    case 'JourneyMoved':
      return {
        ...same,
        stateId: textOf(data['to']) ?? before.stateId,
        enteredAt: textOf(data['enteredAt']) ?? entry.occurredAt,
        deadline: textOf(data['deadline']) ?? null,
        channel: textOf(data['channel']) ?? before.channel,
      };
    case 'AbortTimeout':
      return {
        ...same,
        stateId: textOf(data['to']) ?? before.stateId,
        enteredAt: textOf(data['abortedAt']) ?? entry.occurredAt,
        deadline: textOf(data['nextDeadline']) ?? null,
      };
    case 'DeadlineChanged':
      return data['stateId'] === before.stateId ? { ...same, deadline: textOf(data['to']) ?? null } : same;
    case 'ChannelChanged':
      return { ...same, channel: textOf(data['to']) ?? before.channel };
    case 'JourneyMigrated':
      return migrated(same, data);
    default:
      return same;
  }
}

function migrated(before: Moment, data: Data): Moment {
  const names = (data['stateMap'] ?? {}) as Readonly<Record<string, string>>;
  const { deadline } = data;
  return {
    ...before,
    version: typeof data['toVersion'] === 'number' ? data['toVersion'] : before.version,
    stateId: Object.hasOwn(names, before.stateId) ? (names[before.stateId] ?? before.stateId) : before.stateId,
    deadline: deadline === null || typeof deadline === 'string' ? deadline : before.deadline,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** How many items at the start hold; those that hold come first. */
function countWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
