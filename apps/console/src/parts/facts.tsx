import { Fragment, type ReactNode } from 'react';

interface FactsProps {
  /** Values by their names; one without a value is left out. */
  readonly of: Readonly<Record<string, ReactNode>>;
  readonly className?: string;
}

/** What is known of one thing, a name and a value in each row. */
export function Facts({ of, className = '' }: FactsProps): ReactNode {
  const known = Object.entries(of).filter(([, value]) => value !== undefined && value !== null && value !== false);
  return (
    <dl className={`facts ${className}`}>
      {known.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
