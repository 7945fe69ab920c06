import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';
import { ConsoleBrowser, overflow } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const JOURNEYS = 1_100;
const LONG = 'LONG_NAME_'.repeat(6);

describe('long lists and long names in the console, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    ledger = await SeededLedger.start();
    const text = readFileSync(join(ROOT, 'definitions', 'customer-journey-state.json'), 'utf8');
    const long = text.replace('CustomerJourneyState', 'LongCall').replaceAll('AGENT_ESCALATION', LONG);
    await ledger.post('/v1/definitions', long.replaceAll('INTRO_WELCOME', `START_${LONG}`));
    const lines = Array.from({ length: JOURNEYS }, (_, n) =>
      JSON.stringify({ command: 'start', sessionId: `long-${n}`, definitionId: 'LongCall', channel: 'voice' }),
    );
    await ledger.post('/v1/commands', `${lines.join('\n')}\n`, 'application/x-ndjson');
    await ledger.untilEntries(`long-${JOURNEYS - 1}`, 1);
    browser = await ConsoleBrowser.open(ledger.url);
  });
  afterEach(() => browser.closePages());
  afterAll(async () => {
    expect(browser.complaints).toEqual([]);
    await browser.close();
    await ledger.remove();
  });

  it('saves as many journeys as the list has', async () => {
    const page = await browser.page('/journeys?definition=LongCall');
    await page.getByText('1,100 journeys', { exact: true }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const rows = readFileSync(await (await saved).path(), 'utf8')
      .trim()
      .split('\n');
    const sessions = new Set(rows.slice(1).map((row) => row.split(',')[0]));
    expect([rows.length, sessions.size]).toEqual([JOURNEYS + 1, JOURNEYS]);
  });

  it('draws no path where no journey has moved, and counts those that stay where others have', async () => {
    const page = await browser.page('/analytics/paths?definition=LongCall');
    await page.getByText(/^1 paths? of 1,100 journeys/).waitFor();
    expect(await page.locator('.flow-chart').count()).toBe(0);
    await page.goto('/analytics/paths?definition=PaymentCall');
    // 31 journeys started, and ten of them are where they began.
    await page.locator('.flow-chart g', { hasText: 'INTRO_WELCOME' }).getByText('31', { exact: true }).waitFor();
  });

  it.each([`/journeys/long-1?why=${LONG}`, '/definitions/LongCall/1', `/definitions/LongCall/1?state=${LONG}`])(
    'fits into a narrow window with long names of states at %s',
    async (path) => {
      const page = await browser.page(path, { width: 380 });
      await page.getByText(LONG).filter({ visible: true }).first().waitFor();
      await page.locator('main .loading').first().waitFor({ state: 'detached' });
      expect(await overflow(page)).toBe(0);
    },
  );
});
