import type { Page } from 'playwright-core';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

/** More stops than any page has before its main part. */
const MOST_STOPS = 120;

/** The name of what has the focus, as it is shown or said. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const name = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.innerText ?? element?.innerText ?? '';
  return name.split('\\n')[0].trim();
})()`;

describe('the console by keyboard alone, in a browser', () => {
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

  const open = async (path: string, text: string): Promise<void> => {
    await page.goto(path);
    await page.getByText(text).filter({ visible: true }).first().waitFor();
  };
  /** Presses Tab until something with this name has the focus. */
  const tabTo = async (name: RegExp): Promise<void> => {
    const seen: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>(FOCUSED);
      if (name.test(focused)) return;
      seen.push(focused);
    }
    throw new Error(`Nothing named ${String(name)} gets the focus; these do: ${seen.join(' | ')}`);
  };
  const at = (address: string): Promise<void> => page.waitForURL(`**${address}`);

  it('Now: a state of the diagram leads to its journeys', async () => {
    await open('/?definition=PaymentCall', 'INTRO_WELCOME');
    await page.locator('[data-state="INTRO_WELCOME"] .badge text').waitFor();
    await tabTo(/^INTRO_WELCOME: \d+ journeys/);
    await page.keyboard.press('Enter');
    await at('/journeys?definition=PaymentCall&state=INTRO_WELCOME');
  });

  it('Find: a filter is set, and a journey of the list opened', async () => {
    await open('/journeys', 'story-1');
    await tabTo(/^State$/);
    await page.keyboard.type('COMPLETED');
    await page.keyboard.press('Enter');
    await at('/journeys?state=COMPLETED');
    await page.getByText('10 journeys', { exact: true }).waitFor();
    await tabTo(/^call-\d+$/);
    await page.keyboard.press('Enter');
    await page.getByTestId('state').getByText('COMPLETED').waitFor();
  });

  it('Journey: the slider moves, a state says why not, and an entry of the timeline leads to its revision', async () => {
    await open('/journeys/story-1', 'May go to');
    await page.keyboard.press('ArrowLeft');
    await at('/journeys/story-1?rev=2');
    await tabTo(/^Revision$/);
    await page.keyboard.press('Home');
    await at('/journeys/story-1?rev=0');
    await tabTo(/^not allowed COMPLETED|^COMPLETED$/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Why COMPLETED' }).waitFor();
    await tabTo(/^Revision 1$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/rev=1/);
  });

  it('Definitions: a definition, then a state of its picture', async () => {
    await open('/definitions', 'Inbound payment call');
    await tabTo(/^PaymentCall$/);
    await page.keyboard.press('Enter');
    await page.getByText('waits, initial').waitFor();
    await tabTo(/^COMPLETED$/);
    await page.keyboard.press(' ');
    await page.waitForURL(/state=COMPLETED/);
  });

  it('Definitions: the editor is entered and left', async () => {
    await open('/definitions/PaymentCall/2?view=edit', 'Valid');
    await tabTo(/^Check the journeys|^Replay recorded journeys/);
  });

  it('Operations: a tab, a filter, and a dialog that is opened and left', async () => {
    await open('/operations', 'open deadlines');
    await tabTo(/^Timeouts$/);
    await page.keyboard.press('Enter');
    await at('/operations/timeouts');
    await page.getByText('By the definition').waitFor();
    await tabTo(/^Change$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Get another deadline').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('Analytics: a report, and a period', async () => {
    await open('/analytics', 'Conversion');
    await tabTo(/^Waiting$/);
    await page.keyboard.press('Enter');
    await at('/analytics/states');
    await tabTo(/^Period/);
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/days=/);
    await page.getByText('Median wait').waitFor();
  });

  it('Settings: a key is made, copied and left', async () => {
    await open('/settings', 'Access is off');
    await tabTo(/^Create a key/);
    await page.keyboard.press('Enter');
    await tabTo(/^Name/);
    await page.keyboard.type('by-keyboard');
    await tabTo(/^Owner/);
    await page.keyboard.type('Desk');
    await tabTo(/^statestore.read/);
    await page.keyboard.press(' ');
    await tabTo(/^Reason/);
    await page.keyboard.type('Without a mouse');
    await page.keyboard.press('Enter');
    await tabTo(/^The key$/);
    await tabTo(/^I have stored it$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await tabTo(/^by-keyboard$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/open=/);
  });

  it('Try it: a call that goes to a state', async () => {
    await open('/try?definition=PaymentCall&version=1', 'Begin');
    await tabTo(/^Begin$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Call', exact: true }).waitFor();
    await tabTo(/^Call$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Go to IDENTIFY' }).waitFor();
    await tabTo(/^Go to IDENTIFY$/);
    await page.keyboard.press(' ');
    await page.locator('[data-state="IDENTIFY"].current').waitFor();
  });
});
