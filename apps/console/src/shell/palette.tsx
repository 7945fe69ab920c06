import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { show } from '../address/links';
import { ErrorNote } from '../parts/notes';
import { findTargets, type Found, type Target } from './targets';

const NOTHING: Found = { targets: [], searched: 'all' };

const SEARCHED: Readonly<Record<Found['searched'], string>> = {
  all: 'No event, command or hash either.',
  newest: 'Events, commands and hashes were looked for in the newest 20,000 events alone.',
  none: 'Events, commands and hashes were not looked for: it is too short, or the event store is a server.',
};

/** The command palette: the pages, and whatever was pasted. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const wanted = typed.trim();
  const { data: { targets, searched, error } = NOTHING, isFetching } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: () => findTargets(wanted),
    placeholderData: (previous) => previous,
  });
  const go = (target: Target | undefined): void => {
    if (target === undefined) return;
    dialog.current?.close();
    show(target.to);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      // What was pasted just now is looked up first.
      if (!isFetching) go(targets[chosen]);
      else void findTargets(wanted).then((found) => go(found.targets[0]));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((chosen + step + targets.length) % Math.max(targets.length, 1));
    }
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Search or paste"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-targets"
        aria-activedescendant={targets[chosen] ? `palette-${chosen}` : undefined}
        aria-label="Session, alias, event, command, position, hash or page"
        placeholder="Paste a session, alias, event, command, position or hash"
        autoFocus
        value={typed}
        onKeyDown={onKey}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
      />
      <ul id="palette-targets" role="listbox" aria-label="Results">
        {targets.map((target, index) => (
          <li
            key={`${target.kind} ${target.name}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseEnter={() => setChosen(index)}
            onClick={() => go(target)}
          >
            <span className="wrap">{target.name}</span>
            <span className="chip">{target.kind}</span>
          </li>
        ))}
      </ul>
      {error && <ErrorNote error={error} />}
      {targets.length === 0 && !error && !isFetching && (
        <p className="empty" role="status">
          <strong>Nothing has this id</strong>
          <span>The ledger knows no session, alias or position like it. {SEARCHED[searched]}</span>
        </p>
      )}
    </dialog>
  );
}
