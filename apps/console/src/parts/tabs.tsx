import type { ReactNode } from 'react';
import { PageLink } from '../address/links';
import type { Page } from '../address/page';

interface TabsProps<Name extends string> {
  readonly label: string;
  /** What each tab is called, in their order; beside it there may be what it shows. */
  readonly names: Readonly<Record<Name, string | readonly [name: string, shown: unknown]>>;
  readonly current: Name;
  readonly to: (name: Name) => Page;
}

/** Parts of a page. They are links: each has an address. */
export function Tabs<Name extends string>({ label, names, current, to }: TabsProps<Name>): ReactNode {
  return (
    <nav className="tabs" aria-label={label}>
      {(Object.keys(names) as Name[]).map((name) => (
        <PageLink key={name} to={to(name)} aria-current={name === current ? 'page' : undefined}>
          {[names[name]].flat()[0] as string}
        </PageLink>
      ))}
    </nav>
  );
}
