import { useState, type ReactNode } from 'react';
import { fetched, unanswered } from '../api/client';
import { ErrorNote } from './notes';

export interface CsvFile {
  /** Address of the CSV, from the root of the ledger. */
  readonly href: string;
  readonly name: string;
}

/** Saves a CSV of the ledger as a file. A plain link would carry no key. */
export function CsvButton({ href, name }: CsvFile): ReactNode {
  const [error, setError] = useState<Error>();
  const save = async (): Promise<void> => {
    setError(undefined);
    let file = '';
    for (let next: string | undefined = href; next !== undefined;) {
      const response = await fetched(next, { headers: { Accept: 'text/csv' } });
      const text = await response.text();
      // Each page begins with the names of the columns.
      file += file === '' ? text : text.slice(text.indexOf('\n') + 1);
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file], { type: 'text/csv' }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <button
        type="button"
        className="quiet"
        onClick={() => void save().catch((failure: unknown) => setError(unanswered(failure)))}
      >
        CSV
      </button>
      {error && <ErrorNote error={error} />}
    </>
  );
}
