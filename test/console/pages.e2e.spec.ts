import type { Page } from 'playwright-core';
import { accessibilityProblems, ConsoleBrowser, overflow } from './console-browser';
import { SeededLedger } from './seeded-ledger';

/** Each page by its address, with texts that it shows when it is done. */
const PAGES: [path: string, ...texts: string[]][] = [
  ['/', 'Where journeys are', 'Events behind', 'INTRO_WELCOME'],
  ['/journeys', '31 journeys', 'story-1'],
  ['/journeys/story-1', 'May go to', 'Refused'],
  ['/journeys/story-1?readers=true', 'No read is recorded', 'May go to'],
  ['/definitions', 'Definitions', 'Inbound payment call'],
  ['/definitions/PaymentCall/2', 'waits, initial', 'VERIFICATION_FAILED'],
  ['/definitions/PaymentCall/2?view=compare', '14 changes', 'How each version did'],
  ['/definitions/PaymentCall/2?view=edit', 'Valid', 'What if'],
  ['/operations', 'open deadlines', 'PAYMENT_COLLECTOR'],
  ['/operations/stuck', 'stuck journeys', 'Reason'],
  ['/operations/escalations', 'escalations', 'Status'],
  ['/operations/batches', 'batch operations', 'No batch operation yet'],
  ['/operations/timeouts?definition=PaymentCall', 'By the definition', '3 days 10 min'],
  ['/operations/dead-letters', 'current-state', 'No dead letters'],
  ['/analytics', 'Conversion', 'Over the last 30 days'],
  ['/analytics/paths', 'of 31 journeys', 'INTRO_WELCOME'],
  ['/analytics/funnel', 'Funnel', 'Of the step before'],
  ['/analytics/states', 'Waiting in', 'Median wait'],
  ['/analytics/timeouts', 'timeouts', 'No timeout in this period'],
  ['/try', 'A caller, a clock and a ledger to play with', 'Begin'],
  ['/settings', 'Access is off', 'The tenant has no key yet', 'What you may do'],
  ['/settings/readers', 'No read is recorded', 'Who, by name or key id'],
  ['/settings/server', 'a SQLite file of this server', 'Theme'],
];

/** Each link to a list of journeys that begins with a number, or shows one figure. */
const NUMBERS = `[...document.querySelectorAll('main a[href^="/journeys?"]')]
  .map((link) => [link.getAttribute('href'), /^[0-9,]+/.exec((link.querySelector('strong') ?? link).textContent)?.[0]])
  .filter(([, count]) => count !== undefined)`;

describe('the pages of the console, in a browser', () => {
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

  it.each(PAGES)('show %s, accessible in light and dark, and no wider than a phone', async (path, ...texts) => {
    await page.goto(path);
    for (const text of texts) await page.getByText(text).filter({ visible: true }).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(page, ['color-contrast'])).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    for (const width of [380, 2560, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page)).toBe(0);
    }
    // The policy of the page allows neither inline styles nor scripts: the browser would say so.
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  it('shows the number of a list as its length, wherever it is counted', async () => {
    await page.goto('/');
    const counted = page.getByRole('table', { name: 'Journeys by state' }).getByRole('link');
    await counted.first().waitFor();
    const count = await counted.first().innerText();
    await counted.first().click();
    await page.getByText(`${count} journeys`, { exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/journeys');
  });

  it.each([
    ['/?definition=PaymentCall'],
    ['/analytics?definition=PaymentCall'],
    ['/analytics?definition=PaymentCall&version=2&days=7'],
    ['/analytics/states?definition=PaymentCall&version=2'],
    ['/analytics/paths?definition=PaymentCall&version=2&days=7'],
    ['/analytics/funnel?definition=PaymentCall&steps=INTRO_WELCOME,PAYMENT_COLLECTOR,COMPLETED'],
    ['/definitions/PaymentCall/2?view=compare'],
  ])('leads at %s from each number to a list that has as many journeys', async (path) => {
    await page.goto(path);
    await page.locator('main a[href^="/journeys?"]').first().waitFor();
    await page.locator('.loading').first().waitFor({ state: 'detached' });
    const links = await page.evaluate<(readonly [address: string, count: string])[]>(NUMBERS);
    expect(links.length).toBeGreaterThan(2);
    // One list that is empty stands for all of them.
    const empty = links.findIndex(([, count]) => count === '0');
    for (const [address, count] of links.filter(([, each], index) => each !== '0' || index === empty)) {
      await page.goto(address);
      const shown = page.getByRole('region', { name: 'Journeys found' }).getByRole('status');
      await shown.waitFor();
      expect([address, await shown.innerText()]).toEqual([
        address,
        `${count} ${count === '1' ? 'journey' : 'journeys'}`,
      ]);
    }
  });

  it.each([['/?definition=PaymentCall'], ['/definitions/PaymentCall/2'], ['/journeys/story-1']])(
    'shows every state of the diagram at %s on a desk, and on a phone on request',
    async (path) => {
      await page.goto(path);
      await page.locator('[data-state="COMPLETED"]').first().waitFor();
      const hidden = `(() => {
        const { right } = document.querySelector('.diagram').getBoundingClientRect();
        const states = [...document.querySelectorAll('.diagram [data-state]')];
        return states.filter((state) => state.getBoundingClientRect().right > right).length;
      })()`;
      expect(await page.evaluate(hidden)).toBe(0);
      await page.setViewportSize({ width: 380, height: 900 });
      const zoom = page.getByRole('button', { name: 'show it whole' });
      await zoom.waitFor();
      expect(await page.evaluate(hidden)).toBeGreaterThan(0);
      await zoom.click();
      expect(await page.evaluate(hidden)).toBe(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it('says where a state and a journey are shown that its timeout is overridden, from what and by whom', async () => {
    await ledger.begin('overridden-1');
    await ledger.put('/v1/definitions/PaymentCall/timeouts/INTRO_WELCOME', {
      after: 'P5D',
      applyTo: 'waiting',
      reason: 'A fair',
    });
    for (const path of ['/definitions/PaymentCall/2?state=INTRO_WELCOME', '/journeys/overridden-1']) {
      await page.goto(path);
      await page.getByText(/overridden from 3 days \d+ min by anonymous/).waitFor();
      await page.getByText('A fair').waitFor();
    }
  });

  it('shows a journey’s start on the diagram of the first page, without a reload', async () => {
    await page.goto('/');
    const badge = page.locator('[data-state="INTRO_WELCOME"] .badge text');
    await badge.waitFor();
    const before = Number(await badge.innerHTML());
    await ledger.begin(`fresh-${before}`);
    await page.locator('[data-state="INTRO_WELCOME"] .badge text', { hasText: String(before + 1) }).waitFor();
    expect(Number(await badge.innerHTML())).toBe(before + 1);
  });

  it('leads from whatever is pasted to its page, by keyboard alone', async () => {
    await page.goto('/');
    await page.getByText('Where journeys are').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('story-1');
    await page.getByRole('option', { name: 'story-1' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'story-1' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/journeys/story-1');
  });

  it('keeps the name of a customer out of the address', async () => {
    await ledger.begin('personal-1', { customerId: 'jane-doe' });
    await page.goto('/journeys');
    await page.getByRole('textbox', { name: 'Customer' }).fill('jane-doe');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('1 journey', { exact: true }).waitFor();
    expect(page.url()).not.toContain('jane');
  });

  it('tries calls on a ledger in memory: a dropped call, a refusal, another channel, and time that passes', async () => {
    await page.goto('/try?definition=PaymentCall&version=1');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('CREATED', { exact: true }).waitFor();
    await page.locator('[data-state="COMPLETED"]').click();
    await page.getByText('REJECTED', { exact: true }).waitFor();
    await page.getByText('TRANSITION_NOT_ALLOWED', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Go to IDENTIFY' }).click();
    await page.locator('[data-state="IDENTIFY"].current').waitFor();
    await page.getByRole('button', { name: 'Drop the call' }).click();
    await page.getByRole('button', { name: 'Continue by chat' }).click();
    await page.getByRole('table', { name: 'Recorded' }).getByText('Channel changed').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'To the deadline' }).click();
    await page.locator('[data-state="ABORT_TIMEOUT"].current').waitFor();
    // Nothing of it reached the real ledger.
    expect(JSON.stringify(await ledger.get('/v1/journeys?limit=1000'))).not.toContain('caller-1');
    await page.reload();
    await page.locator('[data-state="ABORT_TIMEOUT"].current').waitFor();
  });

  it('says so where there is no page, and where there is no journey', async () => {
    await page.goto('/journeys/no-such-journey');
    await page.getByText('JOURNEY_NOT_FOUND').first().waitFor();
    await page.goto('/operations/no-such-tab');
    await page.getByText('There is no such page').waitFor();
    browser.complaints.splice(0);
  });
});
