import type { ReactNode } from 'react';
import { PageLink } from '../address/links';
import type { Page } from '../address/page';

export interface Tab {
  readonly name: string;
  readonly to: Page;
  readonly isCurrent: boolean;
}

/** Parts of a page. They are links: each has an address. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }): ReactNode {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ name, to, isCurrent }) => (
        <PageLink key={name} to={to} aria-current={isCurrent ? 'page' : undefined}>
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
