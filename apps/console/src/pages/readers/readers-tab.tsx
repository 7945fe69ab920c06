import { useState, type FormEvent, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { SettingsPage } from '../../address/page';
import { Choice } from '../../parts/choice';
import { localText } from '../../parts/format';
import { READS, ReadsCard } from './reads-card';

/** Who looked, at whatever: all reads that are recorded, by who, journey, call and time. */
export function ReadersTab({ page }: { readonly page: SettingsPage }): ReactNode {
  // In memory alone: a subject may be a person.
  const [subject, setSubject] = useState('');
  const { session, route, from, to } = page;
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = (name: string): string => ((form.get(name) ?? '') as string).trim();
    const time = (name: string): string | undefined =>
      entered(name) === '' ? undefined : new Date(entered(name)).toISOString();
    setSubject(entered('subject'));
    show({ ...page, session: entered('session') || undefined, from: time('from'), to: time('to') }, { replace: true });
  };
  const field = (name: string, label: string, value = '', type = 'text'): ReactNode => (
    <label className="field">
      {label}
      <input name={name} type={type} step={1} defaultValue={value} autoComplete="off" />
    </label>
  );
  return (
    <>
      <form className="row key-filters" role="search" aria-label="Reads" onSubmit={search} key={JSON.stringify(page)}>
        {field('subject', 'Who, by name or key id', subject)}
        {field('session', 'Session', session)}
        <Choice
          label="Read"
          value={Object.keys(READS).find((known) => known === route)}
          none="anything"
          options={Object.entries(READS)}
          onChoose={(chosen) => show({ ...page, route: chosen }, { replace: true })}
        />
        {field('from', 'From', from && localText(from), 'datetime-local')}
        {field('to', 'Before', to && localText(to), 'datetime-local')}
        <button className="primary">Search</button>
      </form>
      <ReadsCard query={{ subject: subject || undefined, sessionId: session, route, from, to }} />
    </>
  );
}
