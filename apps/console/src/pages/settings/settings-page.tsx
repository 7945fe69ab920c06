import type { ReactNode } from 'react';
import type { SettingsPage as Shown, SettingsTab } from '../../address/page';
import { useRead } from '../../api/read';
import { Card } from '../../parts/card';
import { Choice } from '../../parts/choice';
import { Facts } from '../../parts/facts';
import { Asked } from '../../parts/notes';
import { Tabs } from '../../parts/tabs';
import { chooseTheme, THEMES, useTheme } from '../../shell/theme';
import { ReadersTab } from '../readers/readers-tab';
import { KeysTab } from './keys-tab';
import './settings.css';

const TABS: Readonly<Record<SettingsTab, readonly [name: string, shown: (props: { page: Shown }) => ReactNode]>> = {
  keys: ['Keys', KeysTab],
  readers: ['Who looked', ReadersTab],
  server: ['This server', ServerTab],
};

/** Settings: who may do what, who read what, and which server this is. */
export default function SettingsPage({ page }: { readonly page: Shown }): ReactNode {
  const { tab = 'keys' } = page;
  const [, Tab] = TABS[tab];
  return (
    <>
      <h1>Settings</h1>
      <Tabs label="Parts of settings" names={TABS} current={tab} to={(name) => ({ page: 'settings', tab: name })} />
      <Tab page={page} />
    </>
  );
}

const STORES = {
  embedded: 'a SQLite file of this server',
  eventstoredb: 'EventStoreDB or KurrentDB',
  postgresql: 'PostgreSQL',
} as const;

/** Which server this is, and how the console looks. */
function ServerTab(): ReactNode {
  const server = useRead('/v1/console', {});
  const tenant = useRead('/v1/access', {}).data?.tenant;
  const theme = useTheme();
  return (
    <Card label="This server">
      <Asked query={server} what="the server">
        {({ version, authentication, ledger, readModels, roles }) => (
          <Facts
            className="body"
            of={{
              Version: `Journey ledger ${version}`,
              Address: location.origin,
              Tenant: tenant,
              'Events are in': STORES[ledger],
              'Read models are in': STORES[readModels],
              'This process does': roles.join(', '),
              'Callers show': `${authentication === 'none' ? 'nothing' : authentication} (AUTH_MODE=${authentication})`,
              'HTTP API': <a href="/docs">described at /docs</a>,
            }}
          />
        )}
      </Asked>
      <div className="body row">
        <Choice
          label="Theme of the console, in this browser"
          value={theme}
          options={THEMES.map((each) => [each, each === 'system' ? 'as the system' : each])}
          onChoose={(chosen = 'system') => chooseTheme(chosen)}
        />
      </div>
    </Card>
  );
}
