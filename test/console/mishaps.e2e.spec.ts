import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../support/ledger-process';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const LONG = `\u202eevil${'x'.repeat(60_000)}`;

/** Addresses that were mistyped, cut or forged. */
const HOSTILE = [
  '/?definition=',
  '/journeys?enteredBefore=%2B275760-09-13T00:00:00.000Z&version=0&sort=colour&overdue=maybe',
  '/journeys/story-1?knownAt=%2B275760-09-13T00:00:00.000Z&rev=9007199254740991&since=9007199254740991&why=%00',
  '/journeys/story-1?knownAt=-271821-04-20T00:00:00.000Z&rev=&rev=1',
  '/definitions/PaymentCall/2?view=compare&against=9007199254740991',
  '/definitions/PaymentCall/2?state=%E2%80%AE&view=edit',
  '/operations/batches?open=%2F..%2F',
  '/operations/stuck?definition=%3F%23%25&state=%20',
  '/analytics?days=9007199254740991&interval=hour',
  '/analytics?days=3660&interval=day&version=9007199254740991&compare=1',
  '/analytics/funnel?steps=,,,&steps=a',
  '/analytics/paths?definition=%F0%9F%98%80&channel=%E2%80%AE',
  '/try?sandbox=a%2Fb%3Fc&version=1&definition=PaymentCall',
];

describe('what goes wrong around the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    ledger = await SeededLedger.start();
    browser = await ConsoleBrowser.open(ledger.url);
    page = await browser.page('/');
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  const shows = (text: string | RegExp): Promise<void> =>
    page.getByText(text).filter({ visible: true }).first().waitFor();
  const nav = (name: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();

  it.each(HOSTILE)('shows %s without failing, and waits for nothing for ever', async (address) => {
    browser.complaints.splice(0);
    await page.goto(address);
    await page.locator('main h1, main .note, main .empty').first().waitFor();
    await page.locator('main .loading').first().waitFor({ state: 'detached' });
    expect(await page.getByText('This page cannot be shown').count()).toBe(0);
    // The ledger may refuse what the address names, in a sentence.
    expect(browser.complaints.filter((each) => !/status of 4\d\d/.test(each))).toEqual([]);
  });

  it.each(['/journeys/%20', '/journeys/a%2Fb%3Fc%23d%25', `/journeys/${'a'.repeat(300)}`])(
    'shows in a sentence why the ledger refuses the id in %s',
    async (address) => {
      await page.goto(address);
      await page.getByRole('alert').getByText('VALIDATION_FAILED').waitFor();
      expect(await page.locator('main .loading').count()).toBe(0);
    },
  );

  it('says that a definition or a version does not exist, and offers those that do', async () => {
    await page.goto('/?definition=Nope');
    await shows('There is no definition Nope');
    await page.getByRole('main').getByRole('link', { name: 'PaymentCall' }).click();
    await shows('Where journeys are');
    await page.goto('/definitions/PaymentCall/99');
    await shows('There is no version 99 of PaymentCall');
    expect(await page.getByRole('button', { name: /Retire|Make current/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'version 2' }).click();
    await shows('waits, initial');
    await page.goto('/try?definition=Nope');
    await shows('There is no definition Nope');
    await page.goto('/try?definition=PaymentCall&version=99');
    await shows('There is no version 99 of PaymentCall');
    expect(await page.getByRole('button', { name: 'Begin' }).count()).toBe(0);
  });

  it('offers a definition that is published while a page is open', async () => {
    await page.goto('/');
    await shows('Where journeys are');
    const text = readFileSync(join(ROOT, 'definitions', 'customer-journey-state.json'), 'utf8');
    await ledger.post('/v1/definitions', text.replace('CustomerJourneyState', 'LateCall'));
    await page.locator('main select option', { hasText: 'LateCall' }).waitFor({ state: 'attached' });
  });

  it('leads out of a page that failed', async () => {
    await page.route('**/layout', (route) => route.fulfill({ json: { width: 1 } }));
    await page.goto('/definitions/PaymentCall/1');
    await shows('This page cannot be shown');
    await page.unroute('**/layout');
    await page.getByRole('link', { name: 'Go to Now' }).click();
    await shows('Where journeys are');
    browser.complaints.splice(0);
  });

  it('loads a page that failed to load once it can, by itself', async () => {
    await page.goto('/');
    await shows('Where journeys are');
    await page.route(/assets\/operations-page/, (route) => route.abort());
    await nav('Operations');
    await shows('This part of the console could not be loaded. The console tries again by itself.');
    await page.unroute(/assets\/operations-page/);
    await shows('open deadlines');
    expect(new URL(page.url()).pathname).toBe('/operations');
  });

  it('loads the page again after an upgrade of the server, at the same address and once', async () => {
    await page.goto('/');
    await shows('Where journeys are');
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.route(/assets\/analytics-page/, (route) => route.fulfill({ status: 404 }));
    await page.route(/\/$/, (route) =>
      route.request().resourceType() === 'fetch'
        ? route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/index-new.js">' })
        : route.continue(),
    );
    const isLoadedAgain = page.waitForEvent('load');
    await nav('Analytics');
    await isLoadedAgain;
    await shows('This part of the console could not be loaded');
    // It asks again, and does not go in circles.
    for (let time = 0; time < 3; time += 1) await page.waitForResponse(/\/$/);
    expect([loads, new URL(page.url()).pathname]).toEqual([1, '/analytics']);
    await page.unroute(/assets\/analytics-page/);
    await page.unroute(/\/$/);
    await page.reload();
    await shows('Conversion');
    browser.complaints.splice(0);
  });

  it('goes by the clock of the ledger where that of the browser is wrong', async () => {
    await ledger.begin('clock-1');
    const wrong = await browser.page('/', { script: 'const now = Date.now; Date.now = () => now() + 7200000;' });
    await wrong.getByText('Where journeys are').waitFor();
    await wrong.goto('/journeys/clock-1');
    await wrong.getByText(/entered (?:just now|\d+ s ago|\d+ min)/).waitFor();
    await wrong.close();
  });

  it('says in a sentence that a file cannot be had, and what it does not do by itself', async () => {
    await page.goto('/journeys');
    await shows('story-1');
    await page.route(/format=csv/, (route) => route.abort());
    await page.getByRole('button', { name: 'CSV' }).click();
    await page.getByRole('alert').getByText('The ledger does not answer.').waitFor();
    await page.unroute(/format=csv/);
    await page.goto('/try?definition=PaymentCall&version=1');
    await page.route('**/v1/sandboxes', (route) => route.abort());
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('alert').getByText('does not send this again by itself').waitFor();
    await page.unroute('**/v1/sandboxes');
    browser.complaints.splice(0);
  });

  it('isolates what a caller wrote from right to left, and shows the start of what is long', async () => {
    await ledger.begin('told-1', { context: { channel: LONG } });
    await page.goto('/journeys/told-1');
    const context = page.getByRole('table', { name: 'Context' });
    await context.getByText(/evilxxx/).waitFor();
    expect(await context.locator('bdi', { hasText: 'evil' }).count()).toBe(1);
    expect((await context.innerText()).length).toBeLessThan(2_000);
    await context.getByRole('button', { name: /^Show all 60,0\d\d characters$/ }).click();
    expect((await context.innerText()).length).toBeGreaterThan(60_000);
  });

  it('isolates what a guard saw of a caller’s text where it says why a state cannot be entered', async () => {
    const GUARDED = {
      ...{ id: 'Guarded', version: 1, initial: 'ASKED' },
      states: {
        ASKED: { transitions: [{ target: 'SERVED', guard: 'context.answer == "yes"' }] },
        SERVED: { final: true },
      },
    };
    await ledger.post('/v1/definitions', GUARDED);
    const context = { answer: '\u202eevil' };
    await ledger.post('/v1/journeys', { sessionId: 'guarded-1', definitionId: 'Guarded', context });
    await page.goto('/journeys/guarded-1?why=SERVED');
    const why = page.getByRole('region', { name: 'Why SERVED' });
    await why.locator('.guard-input', { hasText: 'context.answer = ' }).waitFor();
    expect(await why.locator('bdi').allInnerTexts()).toContain(JSON.stringify(context.answer));
  });

  it('takes no reason of blanks, and gives the focus back where a dialog was opened', async () => {
    await ledger.begin('focus-1');
    await page.goto('/journeys/focus-1');
    const change = page.getByRole('button', { name: 'Change', exact: true });
    await change.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('DeadlineChanged at revision 1').waitFor();
    await dialog.getByLabel('Reason').fill('     ');
    await dialog.getByRole('button', { name: /^Set deadline/ }).click();
    expect(await page.evaluate('document.querySelector("dialog input[required]").validity.patternMismatch')).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Change');
    expect((await ledger.get('/v1/journeys/focus-1'))['revision']).toBe(0);
  });

  it('goes with the focus to the page that a link leads to, and back to the search before', async () => {
    await page.goto('/journeys');
    await shows('story-1');
    const search = async (state: string): Promise<void> => {
      await page.getByRole('textbox', { name: 'State' }).fill(state);
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await page.waitForURL(`**/journeys?state=${state}`);
    };
    await search('COMPLETED');
    await search('IDENTIFY');
    await page.goBack();
    await page.waitForURL('**/journeys?state=COMPLETED');
    await page.getByText('10 journeys', { exact: true }).waitFor();
    await page
      .getByRole('link', { name: /^call-/ })
      .first()
      .press('Enter');
    await page.getByTestId('state').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(true);
  });

  it('drops what it showed where another ledger answers, and says so', async () => {
    await page.goto('/journeys/story-1');
    await page.getByTestId('state').getByText('PAYMENT_COLLECTOR').waitFor();
    await page.locator('.connection').getByText('live').waitFor();
    await ledger.kill();
    await page.locator('.connection').getByText('offline since').waitFor();
    await ledger.startEmpty();
    await page.getByRole('alert').getByText('Another ledger answers at this address now').waitFor();
    await page.getByText('JOURNEY_NOT_FOUND').first().waitFor();
    expect(await page.getByTestId('state').count()).toBe(0);
  });
});
