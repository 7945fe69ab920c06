import { hashOfKey } from '@ledger/access';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems, ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const LEAD = 'lead-secret-key';
const DESK = 'desk-secret-key';

const SECRET = /jlk_(?:live|test)_[0-9A-Za-z]{36}/;

/** Everything that a tab has of a text: its document with the values of fields, its address, history and stores. */
const WHOLE_TAB = `JSON.stringify([
  document.documentElement.outerHTML,
  [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
  location.href,
  history.state,
  { ...localStorage },
  { ...sessionStorage },
  document.cookie,
])`;

/** What a key of the ledger is, as far as these checks go. */
interface Key {
  readonly keyId: string;
  readonly name: string;
  readonly status: string;
}

describe('the settings of the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    const keys = [`lead:${hashOfKey(LEAD)}:admin`, `desk:${hashOfKey(DESK)}:statestore.read+analytics.read`];
    ledger = await SeededLedger.start({ AUTH_MODE: 'api-key', API_KEYS: keys.join(',') }, LEAD);
    browser = await ConsoleBrowser.open(ledger.url);
    page = await signedIn('/settings', LEAD);
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  const signedIn = (path: string, key: string): Promise<Page> =>
    browser.page(path, { script: `sessionStorage.setItem('journey-ledger.key', ${JSON.stringify(key)})` });
  const dialog = (): Locator => page.getByRole('dialog');
  const row = (name: string): Locator => page.getByRole('table', { name: 'Keys' }).getByRole('row', { name });
  const statusWith = async (secret: string): Promise<number> =>
    (await fetch(`${ledger.url}/v1/access`, { headers: { 'x-api-key': secret } })).status;
  const keysNamed = async (name: string): Promise<Key[]> =>
    ((await ledger.get('/v1/keys'))['keys'] as Key[]).filter((key) => key.name === name);
  const made = async (name: string, more: object = {}): Promise<Key> => {
    await ledger.post('/v1/keys', { name, owner: 'Contact centre', scopes: ['statestore.read'], ...more });
    const [key] = await keysNamed(name);
    if (key === undefined) throw new Error(`There is no key ${name}.`);
    return key;
  };
  const fill = async (name: string, scopes: readonly string[], reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Create a key…' }).click();
    await dialog().getByText('Choose its name, owner, scopes and end').waitFor();
    await dialog().getByLabel(/^Name/).fill(name);
    await dialog()
      .getByLabel(/^Owner/)
      .fill('Contact centre');
    for (const scope of scopes) await dialog().getByRole('checkbox', { name: scope }).check();
    await dialog()
      .getByLabel(/^Reason/)
      .fill(reason);
  };
  const shownSecret = (): Promise<string> => dialog().getByRole('textbox', { name: 'The key' }).innerText();
  const store = async (): Promise<void> => {
    await dialog().getByRole('button', { name: 'I have stored it' }).click();
    await dialog().waitFor({ state: 'detached' });
  };

  it('creates a key after it said what that may do, shows it once, and keeps it nowhere', async () => {
    const replies: string[] = [];
    await page.goto('/settings');
    await fill('payment-flow', ['statestore.read', 'statestore.write'], 'Go-live of the payment flow');
    await dialog().getByRole('checkbox', { name: 'PaymentCall' }).check();
    await dialog().getByLabel('Only from networks').fill('127.0.0.0/8, 10.20.0.0/16');
    const said = /may: read journeys, change journeys; PaymentCall only; from 127.0.0.0\/8, 10.20.0.0\/16 only/;
    await dialog().getByText(said).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    await dialog().getByText('Put it into your secret store now').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page, ['color-contrast'])).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    const secret = await shownSecret();
    expect(secret).toMatch(SECRET);
    expect(await statusWith(secret)).toBe(200);
    // Escape, and a click beside the dialog, would lose it.
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await shownSecret()).toBe(secret);
    page.on('response', (response) => {
      if (response.url().includes('/v1/'))
        void response.text().then(
          (text) => replies.push(text),
          () => undefined,
        );
    });
    await store();
    await row('payment-flow').getByText('Go-live of the payment flow').waitFor();
    await page.reload();
    await row('payment-flow').getByText('PaymentCall, 127.0.0.0/8, 10.20.0.0/16').waitFor();
    expect(await page.evaluate<string>(WHOLE_TAB)).not.toMatch(SECRET);
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.join('')).not.toMatch(SECRET);
    const [key] = await keysNamed('payment-flow');
    expect(key).toMatchObject({ reason: 'Go-live of the payment flow', createdBy: { subject: 'lead' } });
  });

  it('copies the key, or selects it where the browser lets no page copy', async () => {
    await page.goto('/settings');
    await fill('copied', ['statestore.read'], 'Copy button');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    const secret = await shownSecret();
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await dialog().getByText('press Ctrl-C').waitFor();
    expect(await page.evaluate('getSelection().toString()')).toBe(secret);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await dialog().getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret);
    await page.context().clearPermissions();
    await store();
  });

  it('makes one key where its answer is lost and it is sent again, and says that it cannot be seen any more', async () => {
    await page.goto('/settings');
    const commandIds: unknown[] = [];
    await page.route('**/v1/keys', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      commandIds.push((route.request().postDataJSON() as { readonly commandId: unknown }).commandId);
      if (commandIds.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await fill('unanswered', ['statestore.read'], 'A weak network');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    await dialog().getByText('No answer came').waitFor();
    await dialog().getByRole('button', { name: 'Send again' }).click();
    await dialog().getByText('a key is shown once').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    expect([commandIds.length, new Set(commandIds).size]).toEqual([2, 1]);
    expect(await keysNamed('unanswered')).toHaveLength(1);
    await page.unroute('**/v1/keys');
  });

  it('says what the ledger refuses, where it was asked', async () => {
    const { keyId } = await made('taken');
    await page.goto('/settings');
    await fill('taken', ['statestore.read'], 'A second key');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    await dialog().getByText(`The key ${keyId} has the name taken`).waitFor();
    await dialog().getByLabel('Only from networks').fill('10.20.0.0/99');
    await dialog().getByLabel(/^Name/).fill('other');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    await dialog().getByText('is not a network such as 10.20.0.0/16').waitFor();
    expect(await keysNamed('other')).toEqual([]);
  });

  it('rotates a key: both are accepted until the overlap ends, and each leads to the other', async () => {
    const old = await made('rotated-flow');
    await page.goto(`/settings?open=${old.keyId}`);
    await page.getByRole('button', { name: 'Rotate…' }).click();
    await dialog().getByLabel('The old key is accepted').selectOption('7 days');
    await dialog().getByText('The new key has the same terms').waitFor();
    await dialog()
      .getByLabel(/^Reason/)
      .fill('Yearly rotation');
    await dialog().getByRole('button', { name: 'Rotate rotated-flow' }).click();
    const secret = await shownSecret();
    expect(await statusWith(secret)).toBe(200);
    await store();
    const card = page.getByRole('region', { name: 'Key', exact: true });
    await card.getByText(/rotated, accepted until/).waitFor();
    expect(await card.getByRole('button', { name: 'Rotate…' }).count()).toBe(0);
    await page.getByRole('table', { name: 'History of rotated-flow' }).getByText('Yearly rotation').waitFor();
    const next = (await keysNamed('rotated-flow')).find(({ keyId }) => keyId !== old.keyId);
    await card.getByRole('link', { name: next?.keyId ?? 'none' }).click();
    await page.waitForURL(`**/settings?open=${next?.keyId}`);
    await card.getByRole('link', { name: old.keyId }).waitFor();
  });

  it('revokes a key after it said whose it is and when it was used, and keeps why', async () => {
    await page.goto('/settings');
    await fill('leaked', ['statestore.read'], 'For a flow that leaks');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    const secret = await shownSecret();
    await store();
    expect(await statusWith(secret)).toBe(200);
    await page.getByRole('link', { name: 'leaked' }).click();
    await page.getByRole('button', { name: 'Revoke…' }).click();
    await dialog().getByText('Contact centre').waitFor();
    await dialog()
      .getByText(/^(just now|\d+ s ago)$/)
      .waitFor();
    await dialog().getByText('Every call with it is refused within a second').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog()
      .getByLabel(/^Reason/)
      .fill('The key was in a log');
    await dialog().getByRole('button', { name: 'Revoke leaked' }).click();
    await dialog().getByText('The key is revoked: the event at position').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    expect(await statusWith(secret)).toBe(401);
    await page.getByRole('table', { name: 'History of leaked' }).getByText('The key was in a log').waitFor();
    expect(await row('leaked').count()).toBe(0);
    await page.getByLabel('Show').selectOption('Revoked, replaced or expired');
    await page.waitForURL(/keys=ended/);
    await row('leaked').getByText('revoked').waitFor();
  });

  it('marks what ends soon and what is not used, counts it, and leads to lists of as many', async () => {
    const ends = new Date(Date.now() + 5.5 * 86_400_000).toISOString();
    await made('ending', { expiresAt: ends, scopes: ['analytics.read'] });
    await page.goto('/settings');
    await row('ending').getByText('in 5 days').waitFor();
    await row('ending').getByText('never used').waitFor();
    const figures = page.getByRole('region', { name: 'Figures' }).getByRole('link');
    expect(await figures.count()).toBe(4);
    for (let index = 0; index < 4; index += 1) {
      const count = await figures.nth(index).locator('strong').innerText();
      await figures.nth(index).click();
      const heading = page.getByRole('region', { name: 'Keys', exact: true }).getByRole('heading');
      await heading.getByText(new RegExp(`^${count} keys?$`)).waitFor();
      expect(await page.getByRole('table', { name: 'Keys' }).getByRole('row').count()).toBe(Number(count) + 1);
    }
  });

  it('filters and sorts by its address, which has no name of an owner', async () => {
    await made('zulu', { owner: 'Jane Doe', scopes: ['analytics.read'] });
    await page.goto('/settings?scope=analytics.read&sort=made');
    const names = (): Promise<string[]> => page.locator('table[aria-label="Keys"] tbody a').allInnerTexts();
    await row('zulu').waitFor();
    expect((await names())[0]).toBe('zulu');
    await page.getByLabel('Order').selectOption('name');
    await page.waitForURL(/sort=name/);
    expect((await names()).at(-1)).toBe('zulu');
    await page.getByLabel('Name, owner or id').fill('jane');
    await page.getByText('1 key', { exact: true }).waitFor();
    expect(page.url()).not.toMatch(/jane/i);
  });

  it('manages the keys of another tenant, for an administrator of the tenant default', async () => {
    await page.goto('/settings');
    await page.getByLabel('Tenant').fill('acme');
    await page.keyboard.press('Enter');
    await page.getByText('The tenant has no key yet').waitFor();
    await fill('acme-admin', ['admin'], 'The first key of the tenant');
    await dialog().getByRole('button', { name: 'Create the key' }).click();
    const secret = await shownSecret();
    await store();
    await row('acme-admin').waitFor();
    expect(await keysNamed('acme-admin')).toEqual([]);
    const own = await signedIn('/settings', secret);
    await own.getByRole('region', { name: 'What you may do' }).getByText('acme', { exact: true }).waitFor();
    expect([
      await own.getByLabel('Tenant').count(),
      await own.getByRole('region', { name: /API_KEYS/ }).count(),
    ]).toEqual([0, 0]);
    await own.getByRole('link', { name: 'acme-admin' }).click();
    await own.getByRole('button', { name: 'Revoke…' }).click();
    await own.getByText('You are signed in with this key').waitFor();
  });

  it('shows the keys of API_KEYS as such', async () => {
    await page.goto('/settings');
    const card = page.getByRole('region', { name: 'Keys of API_KEYS' });
    await card.getByText('statestore.read, analytics.read').waitFor();
    await card.getByRole('heading', { name: '2 keys of API_KEYS' }).waitFor();
  });

  it('says to who may not change keys what the own one allows, and who changes them', async () => {
    browser.complaints.splice(0);
    const own = await signedIn('/settings', DESK);
    const card = own.getByRole('region', { name: 'What you may do' });
    await card.getByText('Read analytics, exports').waitFor();
    await card.getByText('Keys with the scope admin create, rotate and revoke those of the tenant default').waitFor();
    expect(await own.getByRole('button', { name: 'Create a key…' }).count()).toBe(0);
    // Nothing was asked for that the key may not have.
    expect(browser.complaints).toEqual([]);
  });

  it('says which server this is, and changes the theme', async () => {
    await page.goto('/settings/server');
    const card = page.getByRole('region', { name: 'This server' });
    await card.getByText('a SQLite file of this server').first().waitFor();
    await card.getByText('api-key (AUTH_MODE=api-key)').waitFor();
    await card.getByLabel('Theme').selectOption('dark');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    await card.getByLabel('Theme').selectOption('as the system');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBeFalsy();
  });
});

describe('the settings of a ledger that asks for no key, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    ledger = await SeededLedger.start();
    browser = await ConsoleBrowser.open(ledger.url);
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  it('say how access is switched on, and what the ledger answers to who would revoke the last administrator’s key', async () => {
    const key = { name: 'only-admin', owner: 'Operations', scopes: ['admin'], reason: 'To switch access on' };
    await ledger.post('/v1/keys', key);
    const page = await browser.page('/settings');
    await page.getByText('Access is off: every caller may do everything.').waitFor();
    await page.getByText('AUTH_MODE=api-key').waitFor();
    await page.getByText('anonymous: this server asks for no key').waitFor();
    await page.getByRole('link', { name: 'only-admin' }).click();
    await page.getByRole('button', { name: 'Revoke…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Reason/).fill('It is not used');
    await dialog.getByRole('button', { name: 'Revoke only-admin' }).click();
    await dialog.getByText('is the last one with the scope admin').waitFor();
    await dialog.getByText('LAST_ADMIN_KEY').waitFor();
    expect((await ledger.get('/v1/keys'))['keys']).toMatchObject([{ name: 'only-admin', status: 'active' }]);
  });
});
