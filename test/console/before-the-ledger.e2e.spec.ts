import type { Page, Route } from 'playwright-core';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const PROXY_502 = { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' };

function refusal(status: number, code: string, detail: string): Parameters<Route['fulfill']>[0] {
  const body = JSON.stringify({ type: 'about:blank', title: 'Refused', status, detail, code });
  return { status, contentType: 'application/problem+json', body };
}

describe('what answers before the ledger, and what the ledger is too busy for, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    ledger = await SeededLedger.start();
    browser = await ConsoleBrowser.open(ledger.url);
  });
  beforeEach(async () => {
    page = await browser.page('/');
  });
  afterEach(() => browser.closePages());
  afterAll(async () => {
    expect(browser.complaints.filter((each) => !/Failed to load resource/.test(each))).toEqual([]);
    await browser.close();
    await ledger.remove();
  });

  const badge = (text: string | RegExp): Promise<void> => page.locator('.connection').getByText(text).waitFor();

  it('is offline, and never live, while a proxy answers instead', async () => {
    await page.route('**/v1/**', (route) => route.fulfill(PROXY_502));
    await page.reload();
    await badge('offline since');
    const shown = await page.evaluate(`new Promise((resolve) => {
      const badge = document.querySelector('.connection');
      const texts = new Set([badge.textContent]);
      new MutationObserver(() => texts.add(badge.textContent)).observe(badge, { characterData: true, subtree: true });
      document.querySelector('.search-button').click();
      setTimeout(() => resolve([...texts]), 4000);
    })`);
    expect(shown).toEqual([expect.stringMatching(/^offline since/)]);
    await page.unroute('**/v1/**');
    await badge('live');
  });

  it('is not live while the ledger is too busy to follow, and live again once it is not', async () => {
    await page.route('**/v1/live/counts', (route) => route.fulfill(refusal(429, 'TOO_MANY_REQUESTS', 'Too many.')));
    await page.reload();
    await badge('not live');
    await page.unroute('**/v1/live/counts');
    await badge(/^live$/);
    await page.getByRole('region', { name: 'Figures' }).waitFor();
  });

  it('asks for the figures again when the ledger said, and not before', async () => {
    let asked = 0;
    await page.route('**/v1/live/counts', (route) => {
      asked += 1;
      const headers = { 'retry-after': '3600' };
      return route.fulfill({ ...refusal(429, 'TOO_MANY_REQUESTS', 'Too many.'), headers });
    });
    await page.clock.install();
    await page.reload();
    await badge('not live');
    asked = 0;
    await page.clock.runFor(3_500_000);
    await badge('not live');
    expect(asked).toBe(0);
    await page.unroute('**/v1/live/counts');
    await page.clock.runFor(200_000);
    await badge(/^live$/);
  });

  it('sends a write again under its id where a proxy answered that it does not know', async () => {
    await ledger.begin('gateway-1');
    await page.goto('/journeys/gateway-1');
    const commandIds: unknown[] = [];
    await page.route('**/v1/journeys/gateway-1/deadline', async (route) => {
      commandIds.push((route.request().postDataJSON() as { readonly commandId: unknown }).commandId);
      if (commandIds.length > 1) return route.continue();
      await route.fetch();
      return route.fulfill(PROXY_502);
    });
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Long queue');
    await dialog.getByRole('button', { name: /Set deadline/ }).click();
    await dialog.getByText('No answer came').waitFor();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('Recorded as revision 1').waitFor();
    expect([commandIds.length, new Set(commandIds).size]).toEqual([2, 1]);
    expect((await ledger.get('/v1/journeys/gateway-1'))['revision']).toBe(1);
  });

  it('does not say that nothing has an id which it could not look for', async () => {
    await page.getByText('Where journeys are').waitFor();
    await page.route('**/v1/lookup**', (route) => route.abort());
    await page.keyboard.press('Control+k');
    await page.keyboard.type('story-1');
    const palette = page.getByRole('dialog', { name: 'Search or paste' });
    await palette.getByText('The ledger does not answer.').waitFor();
    expect(await palette.getByText('Nothing has this id').count()).toBe(0);
    await page.unroute('**/v1/lookup**');
    await palette.getByRole('combobox').fill('call-100');
    await palette.getByRole('option', { name: /call-100/ }).waitFor();
  });

  it('does not ask without end for further journeys that are refused', async () => {
    let asked = 0;
    await page.route(/\/v1\/journeys\?/, async (route) => {
      if (route.request().url().includes('cursor=')) {
        asked += 1;
        return route.fulfill(refusal(400, 'VALIDATION_FAILED', 'This cursor belongs to another search.'));
      }
      const reply = await route.fetch();
      return route.fulfill({ json: { ...((await reply.json()) as object), nextCursor: 'next' } });
    });
    await page.goto('/journeys');
    await page.mouse.wheel(0, 5_000);
    await page.getByText('This cursor belongs to another search.').waitFor();
    await page.getByRole('link', { name: 'story-1' }).waitFor();
    await page.mouse.wheel(0, -5_000);
    await page.mouse.wheel(0, 5_000);
    // It asks again with the list, every other second at most, and not after each answer.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 1000))');
    expect(asked).toBeLessThan(10);
  });

  it('keeps a time as it is typed, and takes none that the ledger does not know', async () => {
    await page.goto('/journeys/story-1');
    await page.getByTestId('revision').getByText('3 / 3').waitFor();
    const field = page.getByLabel('As it was at');
    await field.focus();
    for (const typed of ['2020-01-02T03:04:05', '275760-09-12T00:00:01', '2021-01-02T03:04:05']) {
      await field.evaluate((input, value) => {
        const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value') as PropertyDescriptor;
        set?.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, typed);
      await page.getByTestId('revision').getByText('0 / 3').waitFor();
      expect(await field.inputValue()).toBe(typed);
    }
    await field.blur();
    expect(await field.inputValue()).not.toMatch(/^2021/);
  });
});
