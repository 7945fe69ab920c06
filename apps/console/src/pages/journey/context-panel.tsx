import type { ReactNode } from 'react';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { json, moment as momentText } from '../../parts/format';
import { Masked } from '../../parts/masked';
import { Empty } from '../../parts/notes';
import { Table } from '../../parts/table';
import { Told } from '../../parts/told';
import type { ContextWrite, Replay } from './replay';

interface ContextPanelProps {
  readonly page: JourneyPage;
  readonly replay: Replay;
  readonly revision: number;
  readonly onRevision: (revision: number) => void;
}

interface Difference {
  readonly key: string;
  readonly now: ContextWrite | undefined;
  readonly before: ContextWrite | undefined;
}

/** The context at a revision, who wrote each key, and what changed since another revision. */
export function ContextPanel({ page, replay, revision, onRevision }: ContextPanelProps): ReactNode {
  const since = Math.min(page.since ?? Math.max(0, revision - 1), replay.moments.length - 1);
  const now = replay.contextAt(revision);
  const before = replay.contextAt(since);
  const keys = [...new Set([...now.keys(), ...before.keys()])].sort((one, other) => one.localeCompare(other));
  const rows = keys.map((key): Difference => ({ key, now: now.get(key), before: before.get(key) }));
  return (
    <section className="card" aria-label="Context">
      <header>
        <h2>Context</h2>
        <label className="row small soft">
          compared with revision
          <input
            type="number"
            className="revision-field"
            min={0}
            max={replay.moments.length - 1}
            value={since}
            onChange={({ target: { value } }) =>
              show({ ...page, since: value === '' ? undefined : Number(value) }, { replace: true })
            }
          />
        </label>
      </header>
      <Table
        label="Context"
        rows={rows}
        keyOf={({ key }) => key}
        lookOf={(row) => `diff-${changeOf(row)}`}
        empty={<Empty title="The context is empty" />}
        columns={{
          Key: ({ key }) => (
            <span className="mono">
              <Told text={key} />
            </span>
          ),
          Value: (row) => <Value row={row} />,
          'Written by': (row) => <Writer row={row} onRevision={onRevision} />,
        }}
      />
    </section>
  );
}

function Value({ row }: { readonly row: Difference }): ReactNode {
  const { now, before } = row;
  const change = changeOf(row);
  return (
    <span className="mono wrap">
      {(change === 'changed' || change === 'removed') && (
        <del>
          <Written write={before} />
        </del>
      )}
      {now && change !== undefined ? (
        <ins>
          <Written write={now} />
        </ins>
      ) : (
        <Written write={now} />
      )}
      {change !== undefined && <span className="hidden-text"> {change}</span>}
    </span>
  );
}

interface WriterProps {
  readonly row: Difference;
  readonly onRevision: (revision: number) => void;
}

function Writer({ row: { now }, onRevision }: WriterProps): ReactNode {
  return (
    now && (
      <span className="small">
        <button type="button" className="link" onClick={() => onRevision(now.revision)}>
          revision {now.revision}
        </button>{' '}
        <span className="soft" title={momentText(now.entry.occurredAt)}>
          {now.entry.actor.subject}
        </span>
      </span>
    )
  );
}

function Written({ write }: { readonly write: ContextWrite | undefined }): ReactNode {
  return write?.isMasked === true ? <Masked /> : <Told text={json(write?.value)} />;
}

function changeOf({ now, before }: Difference): 'added' | 'removed' | 'changed' | undefined {
  if (before === undefined) return 'added';
  if (now === undefined) return 'removed';
  // What was written is not known, but when.
  const isSame = now.isMasked ? now.revision === before.revision : json(now.value) === json(before.value);
  return isSame && now.isMasked === before.isMasked ? undefined : 'changed';
}
