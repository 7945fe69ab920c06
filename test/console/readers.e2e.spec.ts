import { hashOfKey } from '@ledger/access';
import type { Page } from 'playwright-core';
import { pause } from '../support/ledger-process';
import { accessibilityProblems, ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const LEAD = 'lead-secret-key';
const AUDITOR = 'auditor-secret-key';
const DESK = 'desk-secret-key';

describe('who read what, in the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    const keys = [
      `lead:${hashOfKey(LEAD)}:admin`,
      `auditor:${hashOfKey(AUDITOR)}:statestore.read+audit.read`,
      `desk:${hashOfKey(DESK)}:statestore.read`,
    ];
    ledger = await SeededLedger.start({ AUTH_MODE: 'api-key', API_KEYS: keys.join(',') }, LEAD);
    browser = await ConsoleBrowser.open(ledger.url);
    const headers = { 'x-api-key': DESK, 'x-purpose': 'Complaint 81' };
    await fetch(`${ledger.url}/v1/journeys/story-1/timeline`, { headers });
    // Reads are recorded a moment after they are answered.
    while (((await ledger.get('/v1/audit/accesses?subject=desk'))['accesses'] as object[]).length === 0)
      await pause(50);
    page = await signedIn('/journeys/story-1', AUDITOR);
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  const signedIn = (path: string, key: string): Promise<Page> =>
    browser.page(path, { script: `sessionStorage.setItem('journey-ledger.key', ${JSON.stringify(key)})` });
  const rows = () => page.getByRole('table', { name: 'reads' }).getByRole('row');

  it('lists at a journey who read it, by which call and why, once that is asked for', async () => {
    await page.getByRole('link', { name: 'Who read this?' }).click();
    await page.waitForURL('**/journeys/story-1?readers=true');
    const read = rows().filter({ hasText: 'desk' });
    await read.getByText('a timeline').waitFor();
    await read.getByText('Complaint 81').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('region', { name: 'reads' }).getByRole('link', { name: 'Close' }).click();
    await page.waitForURL('**/journeys/story-1');
    expect(await rows().count()).toBe(0);
  });

  it('lists all reads, by who, journey, call and time, without a name in the address', async () => {
    await page.goto('/settings/readers');
    await rows().nth(1).waitFor();
    await page.getByLabel('Who, by name or key id').fill('desk');
    await page.getByLabel('Session').fill('story-1');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.waitForURL(/session=story-1/);
    await rows().filter({ hasText: 'auditor' }).first().waitFor({ state: 'detached' });
    await rows().filter({ hasText: 'desk' }).waitFor();
    expect(page.url()).not.toContain('desk');
    await page.getByRole('combobox', { name: /^Read/ }).selectOption('a search');
    await page.getByText('No read is recorded').waitFor();
    await page.getByRole('combobox', { name: /^Read/ }).selectOption('a timeline');
    await page.getByLabel('Before').fill('2020-01-01T00:00:00');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.waitForURL(/to=20/);
    await page.getByText('No read is recorded').waitFor();
    await page.goBack();
    await page.goto('/settings/readers?session=story-1&route=JourneyViews.timeline');
    await rows().filter({ hasText: 'desk' }).getByRole('link', { name: 'story-1' }).click();
    await page.getByRole('heading', { name: 'story-1' }).waitFor();
  });

  it('says which scope a key lacks', async () => {
    const own = await signedIn('/settings/readers', DESK);
    await own.getByText('Your key lacks the scope audit.read.').waitFor();
    await own.goto('/journeys/story-1?readers=true');
    await own.getByText('Your key lacks the scope audit.read.').waitFor();
    await own.getByTestId('state').getByText('PAYMENT_COLLECTOR').waitFor();
  });
});
