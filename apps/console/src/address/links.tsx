import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';
import { addressOf, pageAt } from './address';
import type { Page } from './page';
import { searchPersonally } from './personal-search';

/** Shows another page, or the same one otherwise; `replace`: without a step of its own in the history. */
export function show(page: Page, options: { readonly replace?: boolean } = {}): void {
  const address = addressOf(page);
  // A list that another page leads to is of its own filter alone; back from a journey, the search is there again.
  if (page.page === 'find' && pageAt(location.pathname, location.search)?.page !== 'find') searchPersonally({});
  if (address !== location.pathname + location.search) navigate(address, options);
}

/** The page that the address shows; undefined if there is none. */
export function usePage(): Page | undefined {
  return pageAt(usePathname(), useSearch());
}

interface PageLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly to: Page;
  readonly children: ReactNode;
}

export function PageLink({ to, children, onClick, ...rest }: PageLinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    // A new tab or window is the browser's to open.
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(to);
  };
  return (
    <a {...rest} href={addressOf(to)} onClick={follow}>
      {children}
    </a>
  );
}
