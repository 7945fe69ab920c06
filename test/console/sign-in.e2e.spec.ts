import { hashOfKey } from '@ledger/access';
import type { Page } from 'playwright-core';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const LEAD = 'lead-secret-key';
const DESK = 'desk-secret-key';
const WRITER = 'writer-secret-key';

/** What the browser reports of each call that a key is too weak for: expected here. */
const REFUSED_CALL = /status of 40[13]/;

describe('signing in to the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    const keys = [
      `lead:${hashOfKey(LEAD)}:admin`,
      `desk:${hashOfKey(DESK)}:statestore.read`,
      `writer:${hashOfKey(WRITER)}:statestore.write`,
    ];
    ledger = await SeededLedger.start({ AUTH_MODE: 'api-key', API_KEYS: keys.join(',') }, LEAD);
    browser = await ConsoleBrowser.open(ledger.url);
  });
  afterEach(() => browser.closePages());
  afterAll(async () => {
    expect(browser.complaints.filter((each) => !REFUSED_CALL.test(each))).toEqual([]);
    await browser.close();
    await ledger.remove();
  });

  const signIn = async (page: Page, key: string): Promise<void> => {
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  it('refuses a wrong key, takes a right one, and keeps it out of addresses and of what outlives the tab', async () => {
    const page = await browser.page('/definitions/PaymentCall/2');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await page.locator('main').innerText()).toBe('');
    await signIn(page, 'a-wrong-key');
    await page.getByRole('alert').getByText('The ledger refused the key').waitFor();
    await signIn(page, LEAD);
    await page.getByText('waits, initial').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.reload();
    await page.getByText('waits, initial').waitFor();
    expect(new URL(page.url()).pathname).toBe('/definitions/PaymentCall/2');
    expect([page.url(), ...addresses].filter((address) => /key/i.test(address))).toEqual([]);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, document.cookie])')).not.toMatch(/secret|wrong/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain(LEAD);
  });

  it.each([
    ['/analytics', 'analytics.read'],
    ['/operations/dead-letters', 'analytics.read'],
  ])('says at %s which scope a key lacks', async (path, scope) => {
    const page = await browser.page(path);
    await signIn(page, DESK);
    await page.getByText(`Your key lacks the scope ${scope}.`).first().waitFor();
  });

  it('says that it is not live, and why, to a key that may not read the counts; a better one is shown them', async () => {
    const page = await browser.page('/');
    await signIn(page, WRITER);
    await page.getByText('Your key lacks the scope statestore.read.').first().waitFor();
    await page.getByRole('status').getByText('not live').waitFor();
    expect(await page.getByRole('region', { name: 'Figures' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, LEAD);
    await page.getByRole('region', { name: 'Figures' }).waitFor();
    await page.getByRole('status').getByText('live', { exact: true }).waitFor();
  });

  it('shows nothing of what was found once it is signed out', async () => {
    const page = await browser.page('/journeys');
    await signIn(page, LEAD);
    await page.getByRole('link', { name: 'story-1' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('story-1').count()).toBe(0);
    await signIn(page, DESK);
    await page.getByRole('link', { name: 'story-1' }).waitFor();
  });

  it('leads to pages by their names also where the key may look nothing up, and says which scope it lacks', async () => {
    const page = await browser.page('/');
    await signIn(page, WRITER);
    await page.getByRole('status').getByText('not live').waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search or paste' });
    await palette.getByRole('combobox').fill('try');
    await palette.getByText('Your key lacks the scope statestore.read.').waitFor();
    await palette.getByRole('option', { name: /Try it/ }).click();
    await page.waitForURL('**/try');
  });

  it('is right with the second key after a wrong one, and asks until it has one', async () => {
    const page = await browser.page('/');
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    await signIn(page, 'a-wrong-key');
    await page.getByRole('alert').getByText('The ledger refused the key').waitFor();
    await signIn(page, LEAD);
    await page.getByRole('region', { name: 'Figures' }).waitFor();
    await page.getByRole('status').getByText('live', { exact: true }).waitFor();
  });

  it('shows the journey of a link to who signs in there', async () => {
    const page = await browser.page('/journeys/story-1');
    // It is there when the first answer has come: without a key that is a refusal.
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    await signIn(page, DESK);
    await page.getByTestId('state').getByText('PAYMENT_COLLECTOR').waitFor();
    await page.getByRole('button', { name: 'Revision 0', exact: true }).waitFor();
  });

  it('shows what a weak key may read, and says in the dialog of a write which scope it lacks', async () => {
    const page = await browser.page('/journeys/story-1');
    await signIn(page, DESK);
    await page.getByTestId('state').getByText('PAYMENT_COLLECTOR').waitFor();
    await page.goto('/definitions/PaymentCall/2');
    await page.getByRole('button', { name: 'Retire' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Wrong prompt');
    await dialog.getByRole('button', { name: 'Retire' }).click();
    await dialog.getByText('Your key lacks the scope definitions.write.').waitFor();
    const { versions } = await ledger.get('/v1/definitions/PaymentCall');
    expect(versions).toEqual([
      expect.objectContaining({ retired: false }),
      expect.objectContaining({ retired: false }),
    ]);
  });
});
