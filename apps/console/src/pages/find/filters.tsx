import { useRef, type FormEvent, type InputHTMLAttributes, type ReactNode } from 'react';
import { show } from '../../address/links';
import { OUTCOMES, SORTS, STATUSES, type FindPage, type Sort } from '../../address/page';
import { searchPersonally, type PersonalSearch } from '../../address/personal-search';
import { moment } from '../../parts/format';
import './find.css';
import { Choice, DefinitionChoice } from '../../parts/choice';

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

/** Filters that links from figures bring. */
const BROUGHT = [
  ['startedFrom', 'started from'],
  ['startedBefore', 'started before'],
  ['enteredBefore', 'in the state since before'],
  ['refusedAfter', 'refused after'],
  ['version', 'version'],
  ['path', 'went'],
  ['reached', 'reached'],
] as const;

interface FiltersProps {
  readonly page: FindPage;
  readonly personal: PersonalSearch;
}

/** The filters; each change shows in the address, except for what names a person. */
export function Filters({ page, personal }: FiltersProps): ReactNode {
  const changed = useRef('');
  // Back leads to the list before. One list that is stepped through by keyboard is one step.
  const set = (change: Partial<FindPage>): void => {
    const fields = Object.keys(change).join();
    show({ ...page, ...change }, { replace: fields === changed.current });
    changed.current = fields;
  };
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
    else {
      changed.current = '';
      set({
        state: orNone(entered('state')),
        channel: orNone(entered('channel')),
        refusal: orNone(entered('refusal')),
      });
    }
  };
  const isFiltered = Object.keys(page).length > 1 || Object.keys(personal).length > 0;
  return (
    <form className="filters" onSubmit={search} role="search" key={JSON.stringify([page, personal])}>
      <TextField label="Session" name="session" placeholder="call-4711" pattern="[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}" />
      <TextField
        label="Alias"
        name="alias"
        placeholder="genesys:3f2a…"
        defaultValue={personal.alias}
        autoComplete="off"
      />
      <TextField label="Customer" name="customerId" defaultValue={personal.customerId} autoComplete="off" />
      <DefinitionChoice value={page.definition} none="all" onChoose={(definition) => set({ definition })} />
      <TextField label="State" name="state" defaultValue={page.state} placeholder="any" />
      <TextField label="Channel" name="channel" defaultValue={page.channel} placeholder="any" />
      <Choice
        label="Status"
        value={page.status}
        none="any"
        options={STATUSES.map((status) => [status, status.toLowerCase().replace('_', ' ')])}
        onChoose={(status) => set({ status })}
      />
      <Choice
        label="Outcome"
        value={page.outcome}
        none="any"
        options={OUTCOMES}
        onChoose={(outcome) => set({ outcome })}
      />
      {BROUGHT.map(([field, name]) => {
        const value = page[field];
        return (
          value !== undefined && (
            <button
              key={field}
              type="button"
              className="chip"
              title="Remove this filter"
              onClick={() => set({ [field]: undefined })}
            >
              {name} {broughtText(field, value)} ✕
            </button>
          )
        );
      })}
      <Choice
        label="Deadline"
        value={page.overdue === undefined ? undefined : page.overdue ? 'overdue' : 'not overdue'}
        none="any"
        options={['overdue', 'not overdue']}
        onChoose={(chosen) => set({ overdue: chosen === undefined ? undefined : chosen === 'overdue' })}
      />
      <label className="field">
        Refused with
        <input name="refusal" defaultValue={page.refusal} placeholder="a code, such as GUARD_FAILED" list="refusals" />
        <datalist id="refusals">
          {REFUSALS.map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
      </label>
      <Choice
        label="Order"
        value={page.sort}
        none="by itself"
        options={SORTS.map((sort) => [sort, SORT_NAMES[sort]])}
        onChoose={(sort) => set({ sort })}
      />
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

function broughtText(field: (typeof BROUGHT)[number][0], value: string | number): string {
  if (field === 'path' || field === 'reached') return String(value).replaceAll(',', ' → ');
  return typeof value === 'number' ? String(value) : moment(value);
}

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
}

function TextField({ label, ...input }: TextFieldProps): ReactNode {
  return (
    <label className="field">
      {label}
      <input {...input} />
    </label>
  );
}

function orNone(value: string): string | undefined {
  return value === '' ? undefined : value;
}
