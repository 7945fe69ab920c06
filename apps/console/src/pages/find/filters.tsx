import type { FormEvent, ReactNode } from 'react';
import { show } from '../../address/links';
import { SORTS, STATUSES, type FindPage, type Sort, type Status } from '../../address/page';
import { useDefinitions } from '../../api/definitions';
import { searchPersonally, type PersonalSearch } from './personal-search';
import './find.css';

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  '-startedAt': 'newest start',
  startedAt: 'oldest start',
  '-enteredAt': 'last moved',
  enteredAt: 'longest in state',
  deadline: 'deadline, soonest',
  '-deadline': 'deadline, latest',
};

const REFUSALS = [
  'TRANSITION_NOT_ALLOWED',
  'GUARD_FAILED',
  'CONTEXT_INVALID',
  'REVISION_CONFLICT',
  'JOURNEY_ENDED',
  'JOURNEY_EXPIRED',
];

interface FiltersProps {
  readonly page: FindPage;
  readonly personal: PersonalSearch;
}

/** The filters; each change shows in the address, except for what names a person. */
export function Filters({ page, personal }: FiltersProps): ReactNode {
  const { data } = useDefinitions();
  const set = (change: Partial<FindPage>): void => show({ ...page, ...change }, { replace: true });
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    searchPersonally({
      ...(entered('customerId') === '' ? {} : { customerId: entered('customerId') }),
      ...(entered('alias') === '' ? {} : { alias: entered('alias') }),
    });
    const session = entered('session');
    if (session !== '') show({ page: 'journey', id: session });
    else
      set({
        state: orNone(entered('state')),
        channel: orNone(entered('channel')),
        refusal: orNone(entered('refusal')),
      });
  };
  const isFiltered = Object.keys(page).length > 1 || Object.keys(personal).length > 0;
  return (
    <form className="filters" onSubmit={search} role="search" key={JSON.stringify([page, personal])}>
      <label className="field">
        Session
        <input name="session" placeholder="call-4711" pattern="[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}" />
      </label>
      <label className="field">
        Alias
        <input name="alias" placeholder="genesys:3f2a…" defaultValue={personal.alias} autoComplete="off" />
      </label>
      <label className="field">
        Customer
        <input name="customerId" defaultValue={personal.customerId} autoComplete="off" />
      </label>
      <label className="field">
        Definition
        <select value={page.definition ?? ''} onChange={(event) => set({ definition: orNone(event.target.value) })}>
          <option value="">all</option>
          {data?.definitions.map(({ id }) => (
            <option key={id}>{id}</option>
          ))}
        </select>
      </label>
      <label className="field">
        State
        <input name="state" defaultValue={page.state} placeholder="any" />
      </label>
      <label className="field">
        Channel
        <input name="channel" defaultValue={page.channel} placeholder="any" />
      </label>
      <label className="field">
        Status
        <select
          value={page.status ?? ''}
          onChange={(event) => set({ status: orNone(event.target.value) as Status | undefined })}
        >
          <option value="">any</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {status.toLowerCase().replace('_', ' ')}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Deadline
        <select
          value={page.overdue === undefined ? '' : String(page.overdue)}
          onChange={({ target: { value } }) => set({ overdue: value === '' ? undefined : value === 'true' })}
        >
          <option value="">any</option>
          <option value="true">overdue</option>
          <option value="false">not overdue</option>
        </select>
      </label>
      <label className="field">
        Refused with
        <input name="refusal" defaultValue={page.refusal} placeholder="any or none" list="refusals" />
        <datalist id="refusals">
          {REFUSALS.map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
      </label>
      <label className="field">
        Order
        <select
          value={page.sort ?? ''}
          onChange={(event) => set({ sort: orNone(event.target.value) as Sort | undefined })}
        >
          <option value="">by itself</option>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {SORT_NAMES[sort]}
            </option>
          ))}
        </select>
      </label>
      <div className="row">
        <button className="primary">Search</button>
        {isFiltered && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              searchPersonally({});
              show({ page: 'find' });
            }}
          >
            Clear
          </button>
        )}
      </div>
    </form>
  );
}

function orNone(value: string): string | undefined {
  return value === '' ? undefined : value;
}
