import type { ReactNode } from 'react';
import { PageLink } from '../address/links';
import type { Page } from '../address/page';
import { number } from './format';

interface FigureProps {
  readonly name: string;
  readonly value: string;
  /** The list that the number counts; absent for what counts nothing, such as a share or a length of time. */
  readonly to?: Page | undefined;
  readonly tone?: string;
  /** What is said below the number. */
  readonly children?: ReactNode;
}

/** One number, and where what it counts is listed. */
export function Figure({ name, value, to, tone = '', children }: FigureProps): ReactNode {
  const shown = (
    <>
      <span className="soft small">{name}</span>
      <strong>{value}</strong>
      {children}
    </>
  );
  const className = `figure ${tone}`;
  return to === undefined ? (
    <div className={className}>{shown}</div>
  ) : (
    <PageLink to={to} className={className}>
      {shown}
    </PageLink>
  );
}

/** How many there are; it leads to the list of them, if there is one. A tone is of what should not be there. */
export function Count({ of, to, tone }: { of: number; to: Page | undefined; tone?: string }): ReactNode {
  if (to === undefined) return number(of);
  if (tone !== undefined && of === 0) return <span className="soft">0</span>;
  return (
    <PageLink to={to} className={tone}>
      {number(of)}
    </PageLink>
  );
}
