import { useEffect, useState, type ReactNode } from 'react';
import { PageLink } from '../address/links';
import type { Page } from '../address/page';
import { searchPersonally } from '../address/personal-search';
import { queryClient } from '../api/query-client';
import { signOut, useSignIn } from '../api/session-key';
import { timeOfDay } from '../parts/format';
import { useConnection, type Connection } from '../live/connection';
import { NAV } from './nav';
import { Palette } from './palette';
import { chooseTheme, THEMES, useTheme } from './theme';

export function TopBar({ current }: { readonly current: Page['page'] | undefined }): ReactNode {
  const [isSearching, setSearching] = useState(false);
  const { isSignedIn } = useSignIn();
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setSearching(true);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  return (
    <header className="top">
      <PageLink to={NAV[0]?.to ?? { page: 'now' }} className="brand">
        <span className="brand-mark" aria-hidden="true" />
        Journey ledger
      </PageLink>
      <nav className="nav" aria-label="Pages">
        {NAV.map(({ to, name, pages }) => (
          <PageLink
            key={name}
            to={to}
            aria-current={current !== undefined && pages.includes(current) ? 'page' : undefined}
          >
            {name}
          </PageLink>
        ))}
      </nav>
      <div className="top-right">
        <button
          type="button"
          className="search-button"
          onClick={() => setSearching(true)}
          aria-label="Search or paste Ctrl K"
        >
          <span className="search-mark" aria-hidden="true" />
          <span>Search or paste</span> <kbd>Ctrl K</kbd>
        </button>
        <ConnectionBadge />
        <ThemeButton />
        {isSignedIn && (
          <button type="button" className="quiet" onClick={leave}>
            Sign out
          </button>
        )}
      </div>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </header>
  );
}

/** Who is at this tab next is not shown what was searched for and found. */
function leave(): void {
  searchPersonally({});
  queryClient.clear();
  signOut();
}

function ConnectionBadge(): ReactNode {
  const connection = useConnection();
  return (
    <span className={`connection ${connection.state}`} role="status">
      {connectionText(connection)}
    </span>
  );
}

function connectionText(connection: Connection): string {
  switch (connection.state) {
    case 'connecting':
      return 'connecting';
    case 'refused':
      return 'not live';
    case 'live':
      return 'live';
    case 'behind':
      return `${connection.seconds} s behind`;
    case 'offline':
      return `offline since ${timeOfDay(connection.since)}`;
  }
}

const THEME_MARKS = { system: '◐', light: '○', dark: '●' } as const;

function ThemeButton(): ReactNode {
  const theme = useTheme();
  const name = `Theme: ${theme === 'system' ? 'as the system' : theme}`;
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <button type="button" className="icon" onClick={() => chooseTheme(next)} title={name} aria-label={name}>
      <span aria-hidden="true">{THEME_MARKS[theme]}</span>
    </button>
  );
}
