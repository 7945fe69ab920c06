import type { ReactNode } from 'react';
import { CsvButton, type CsvFile } from './csv-button';

interface CardProps {
  /** What it shows, for those who do not see its frame. */
  readonly label: string;
  /** Its heading. Default: the label. */
  readonly title?: ReactNode;
  /** Stands beside the heading. */
  readonly aside?: ReactNode;
  /** The same as a file. */
  readonly csv?: CsvFile;
  readonly children: ReactNode;
}

/** A part of a page, in a frame with a heading. */
export function Card({ label, title = label, aside, csv, children }: CardProps): ReactNode {
  return (
    <section className="card" aria-label={label}>
      <header>
        <h2>{title}</h2>
        {aside}
        {csv && <CsvButton {...csv} />}
      </header>
      {children}
    </section>
  );
}
