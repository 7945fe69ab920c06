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
    const response = await fetched(href, { headers: { Accept: 'text/csv' } });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
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
