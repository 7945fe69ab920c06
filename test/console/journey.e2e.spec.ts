import type { Page } from 'playwright-core';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';
import { timelineRevisions } from './timeline-rows';

describe('a journey in the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    ledger = await SeededLedger.start();
    browser = await ConsoleBrowser.open(ledger.url);
    page = await browser.page('/journeys/story-1');
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  const state = (name: string): Promise<void> => page.getByTestId('state').getByText(name, { exact: true }).waitFor();

  it('moves the state, the context and the diagram together with the slider, by arrow keys', async () => {
    await state('PAYMENT_COLLECTOR');
    await page.locator('[data-state="PAYMENT_COLLECTOR"].current').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await state('IDENTIFY');
    await page.locator('[data-state="IDENTIFY"].current').waitFor();
    const context = page.getByRole('table', { name: 'Context' });
    await context
      .getByRole('row', { name: /verified/ })
      .getByText('false')
      .waitFor();
    await page.waitForURL('**/journeys/story-1?rev=1');
  });

  it('has two clocks: as it was, and as the ledger knew it', async () => {
    await page.goto('/journeys/story-1');
    await page.getByLabel('As it was at').fill('2020-01-01T00:00:00');
    await page.waitForURL('**/journeys/story-1?rev=0');
    await page.getByLabel('As the ledger knew it at').fill('2020-01-01T00:00:00');
    await page.getByText('The ledger knew nothing of it then').waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await state('PAYMENT_COLLECTOR');
  });

  it('shows the same moment again at its address, as the ledger answers it', async () => {
    await page.goto('/journeys/story-1?rev=1');
    const past = await ledger.get('/v1/journeys/story-1?asOfRevision=1');
    await state(String(past['stateId']));
    for (const target of past['allowedTargets'] as string[]) {
      await page.getByRole('button', { name: `allowed ${target}`, exact: true }).waitFor();
    }
  });

  it('says why a state cannot be entered: the guard, what it saw, what would pass, and what would happen', async () => {
    await page.goto('/journeys/story-1?rev=1&why=PAYMENT_COLLECTOR');
    const why = page.getByRole('region', { name: 'Why PAYMENT_COLLECTOR' });
    await why.getByText('context.verified = false').waitFor();
    await why.getByText('It would pass with').waitFor();
    await why.getByRole('button', { name: 'What would happen' }).click();
    await why.getByText('REJECTED').waitFor();
    // Asking records nothing.
    expect(await ledger.entries('story-1')).toBe(5);
  });

  it('shows a refused attempt with its guard and the answer, and what callers sent as text', async () => {
    await page.goto('/journeys/story-1');
    const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
    await timeline.getByText('GUARD_FAILED', { exact: true }).waitFor();
    await timeline.getByText('context.verified = false', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'Context' }).getByText('"<b>bold</b>"').waitFor();
    expect(await page.locator('main b').count()).toBe(0);
  });

  it('shows what happens meanwhile, without a reload', async () => {
    await ledger.begin('moving-1');
    await page.goto('/journeys/moving-1');
    await state('INTRO_WELCOME');
    await ledger.move('moving-1', 'IDENTIFY');
    await state('IDENTIFY');
  });

  it('changes a deadline after it showed what that does, and leads to the event', async () => {
    await ledger.begin('deadline-1');
    await page.goto('/journeys/deadline-1');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('DeadlineChanged at revision 1').waitFor();
    await dialog.getByLabel('Reason').fill('The customer asked for more time');
    await dialog.getByRole('button', { name: /^Set deadline/ }).click();
    await dialog.getByText('Recorded as revision 1').waitFor();
    await ledger.untilEntries('deadline-1', 2);
    const { entries } = await ledger.get('/v1/journeys/deadline-1/timeline');
    expect(entries).toContainEqual(expect.objectContaining({ type: 'DeadlineChanged', revision: 1 }));
    await page
      .getByText(/^to \d.*\. The customer asked for more time$/)
      .first()
      .waitFor();
  });

  it('sends a write a second time under the same id where no answer came, and it is done once', async () => {
    await ledger.begin('unanswered-1');
    await page.goto('/journeys/unanswered-1');
    await state('INTRO_WELCOME');
    const commandIds: unknown[] = [];
    await page.route('**/v1/journeys/unanswered-1/deadline', async (route) => {
      commandIds.push((route.request().postDataJSON() as { readonly commandId: unknown }).commandId);
      if (commandIds.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Change', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Long queue');
    await dialog.getByRole('button', { name: /Set deadline/ }).click();
    await dialog.getByText('No answer came').waitFor();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('Recorded as revision 1').waitFor();
    expect([commandIds.length, new Set(commandIds).size]).toEqual([2, 1]);
    expect((await ledger.get('/v1/journeys/unanswered-1'))['revision']).toBe(1);
    await page.unroute('**/v1/journeys/unanswered-1/deadline');
  });

  it('opens the details of an entry over its whole width', async () => {
    await page.goto('/journeys/story-1');
    await page.getByRole('button', { name: 'Details' }).first().click();
    const details = await page.locator('.entry-details').first().boundingBox();
    const entry = await page
      .locator('.entry', { has: page.locator('.entry-details') })
      .first()
      .boundingBox();
    expect(details?.width).toBeGreaterThan(0.8 * (entry?.width ?? Infinity));
  });

  it('says how many would abort now before a timeout changes for waiting journeys, and undoes it', async () => {
    await page.goto('/operations/timeouts?definition=PaymentCall');
    const row = page.getByRole('row', { name: /PAYMENT_COLLECTOR/ });
    await row.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('After').fill('PT0.001S');
    await page.getByText(/would abort now/).waitFor();
    await page.getByLabel('After').fill('P9D');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Get another deadline').waitFor();
    await dialog.getByLabel('Reason').fill('Long queue');
    await dialog.getByRole('button', { name: 'Change the timeout' }).click();
    await dialog.getByText(/now times out after 9 days/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await row.getByText('override').waitFor();
    await row.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByLabel('Reason').fill('The queue is short again');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByText(/What held before the override counts again/).waitFor();
  });

  it('draws no complaint from the browser', () => {
    // A journey that has just begun may not be in the read models yet: the page asks again.
    // And one answer was cut off on purpose.
    expect(browser.complaints.filter((each) => !/404|ERR_FAILED/.test(each))).toEqual([]);
  });

  it('says that it is offline, and shows what came in between when it is back', async () => {
    await ledger.begin('away-1');
    await page.goto('/journeys/away-1');
    await state('INTRO_WELCOME');
    const badge = page.locator('.connection');
    await badge.getByText('live').waitFor();
    await ledger.kill();
    await badge.getByText(/offline since/).waitFor();
    await ledger.startAgain();
    await ledger.move('away-1', 'IDENTIFY');
    await badge.getByText('live').waitFor();
    await state('IDENTIFY');
  });

  it('shows each row once after the ledger was killed under its feed', async () => {
    await ledger.begin('killed-1', { channel: 'voice' });
    await page.goto('/journeys/killed-1');
    const change = (n: number): Promise<void> =>
      ledger.post('/v1/journeys/killed-1/channel', { channel: n % 2 === 0 ? 'chat' : 'voice' });
    const untilKilled = async (): Promise<void> => {
      for (let n = 0; ; n += 1) await change(n);
    };
    const sending = untilKilled().catch(() => undefined);
    // One of them: on a slow machine the page first shows what came long after the third.
    await page
      .getByRole('button', { name: /^Revision (?:[3-9]|\d\d+)$/ })
      .first()
      .waitFor();
    await ledger.kill();
    await sending;
    await ledger.startAgain();
    // What the call in flight left is as the ledger says.
    const { channel } = await ledger.get('/v1/journeys/killed-1');
    await change(channel === 'chat' ? 1 : 0);
    const last = Number((await ledger.get('/v1/journeys/killed-1'))['revision']);
    await page.getByRole('button', { name: `Revision ${last}`, exact: true }).waitFor();
    expect(await timelineRevisions(page)).toEqual(Array.from({ length: last + 1 }, (_, revision) => revision));
  });
});
