import type { ReactNode } from 'react';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';
import { json, moment as momentText } from '../../parts/format';
import { Masked } from '../../parts/masked';
import { Empty } from '../../parts/notes';
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
      {rows.length === 0 ? (
        <Empty title="The context is empty" />
      ) : (
        <div className="scroll">
          <table aria-label="Context">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Value</th>
                <th scope="col">Written by</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ContextRow key={row.key} row={row} onRevision={onRevision} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ContextRow({
  row,
  onRevision,
}: {
  readonly row: Difference;
  readonly onRevision: (revision: number) => void;
}): ReactNode {
  const { key, now, before } = row;
  const write = now ?? before;
  const change = changeOf(row);
  return (
    <tr className={change === undefined ? undefined : `diff-${change}`}>
      <td className="mono">{key}</td>
      <td className="mono wrap">
        {change === 'changed' || change === 'removed' ? (
          <del>
            <Written write={before} />
          </del>
        ) : null}
        {now &&
          (change === undefined ? (
            <Written write={now} />
          ) : (
            <ins>
              <Written write={now} />
            </ins>
          ))}
        {change !== undefined && <span className="hidden-text"> {change}</span>}
      </td>
      <td className="small">
        {write && now && (
          <>
            <button type="button" className="link" onClick={() => onRevision(write.revision)}>
              revision {write.revision}
            </button>{' '}
            <span className="soft" title={momentText(write.entry.occurredAt)}>
              {write.entry.actor.subject}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

function Written({ write }: { readonly write: ContextWrite | undefined }): ReactNode {
  return write?.isMasked === true ? <Masked /> : json(write?.value);
}

function changeOf({ now, before }: Difference): 'added' | 'removed' | 'changed' | undefined {
  if (before === undefined) return 'added';
  if (now === undefined) return 'removed';
  // What was written is not known, but when.
  const isSame = now.isMasked ? now.revision === before.revision : json(now.value) === json(before.value);
  return isSame && now.isMasked === before.isMasked ? undefined : 'changed';
}
