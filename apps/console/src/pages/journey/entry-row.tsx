import { memo, useState, type ReactNode } from 'react';
import type { TimelineEntry } from '../../api/types';
import { Facts } from '../../parts/facts';
import { Masked } from '../../parts/masked';
import { duration, json, moment as momentText, shortHash, timeOfDay, words } from '../../parts/format';
import { Told } from '../../parts/told';

interface EntryRowProps {
  readonly entry: TimelineEntry;
  readonly onRevision: (revision: number) => void;
}

/**
 * One entry of a timeline: an event, a refused attempt or a step of an escalation. It never changes, so it is drawn once,
 * and its details when they are asked for.
 */
export const EntryRow = memo(function EntryRow({ entry, onRevision }: EntryRowProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { revision, type, from, to, dwellMs, actor, occurredAt } = entry;
  const isRefused = entry.code !== null;
  return (
    <article className={`entry ${isRefused ? 'refused' : ''}`}>
      <span className="mono entry-revision">
        {revision === null ? (
          <span className={isRefused ? 'bad' : 'soft'} aria-hidden="true">
            {isRefused ? '✕' : '·'}
          </span>
        ) : (
          <button
            type="button"
            className="link"
            onClick={() => onRevision(revision)}
            aria-label={`Revision ${revision}`}
          >
            {revision}
          </button>
        )}
      </span>
      <time dateTime={occurredAt} title={momentText(occurredAt)} className="mono soft">
        {timeOfDay(occurredAt)}
      </time>
      <div className="entry-what">
        <span>
          <strong>{isRefused ? 'Refused' : words(type)}</strong>{' '}
          {to !== null && (
            <span className="wrap">
              {from !== null && <span className="soft">{from} → </span>}
              {to}
            </span>
          )}
          {!isRefused && type === 'ContextChanged' && <ContextKeys data={entry.data} />}
        </span>
        {isRefused ? <Refusal entry={entry} /> : <Given entry={entry} />}
      </div>
      <span className="soft small entry-who">
        {actor.subject}
        {dwellMs !== null && <span> · after {duration(dwellMs)}</span>}
      </span>
      <button
        type="button"
        className="entry-more"
        aria-label="Details"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        …
      </button>
      {isOpen && <EntryDetails entry={entry} />}
    </article>
  );
});

function ContextKeys({ data }: { readonly data: unknown }): ReactNode {
  const { set = {}, unset = [], masked = [] } = data as { set?: object; unset?: string[]; masked?: string[] };
  return (
    <span className="mono wrap">
      <Told text={[...Object.keys(set), ...masked, ...unset.map((key) => `−${key}`)].join(', ')} />
    </span>
  );
}

/** What a deadline was changed to, and the reason that was given for an event. */
function Given({ entry: { type, data } }: { readonly entry: TimelineEntry }): ReactNode {
  const { to, reason = '' } = data as { readonly to?: string | null; readonly reason?: string };
  return <Told text={type === 'DeadlineChanged' ? `to ${to ? momentText(to) : 'none'}. ${reason}` : reason} />;
}

/** Why a command was refused, with what the guard saw, and what the caller was answered. */
function Refusal({ entry: { code, reason, guard } }: { readonly entry: TimelineEntry }): ReactNode {
  return (
    <span className="refusal">
      <span className="chip bad">{code}</span>
      <span className="small wrap">{reason !== null && <Told text={reason} />}</span>
      {guard !== null && (
        <span className="small mono wrap">
          {guard.expression}
          {Object.entries(guard.inputs as Readonly<Record<string, unknown>>).map(([name, value]) => (
            <span key={name} className="guard-input">
              {name} = <Told text={json(value)} />
            </span>
          ))}
          {[...(guard.masked ?? []), ...(guard.withheld ?? [])].map((name) => (
            <span key={name} className="guard-input">
              {name} = <Masked />
            </span>
          ))}
          {guard.error !== undefined && <span className="bad">{guard.error}</span>}
        </span>
      )}
    </span>
  );
}

function EntryDetails({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const { position, recordedAt, commandId, hash, channel, actor, data } = entry;
  return (
    <div className="entry-details">
      <Facts
        className="small"
        of={{
          Position: <code>{position}</code>,
          Recorded: momentText(recordedAt),
          Actor: `${actor.subject} (${actor.kind})`,
          Channel: channel,
          Command: commandId !== null && <code>{commandId}</code>,
          Hash: <code title={hash}>{shortHash(hash)}</code>,
        }}
      />
      <pre>
        <Told text={JSON.stringify(data, null, 2)} />
      </pre>
    </div>
  );
}
