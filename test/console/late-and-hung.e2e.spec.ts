import type { Page } from 'playwright-core';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const CALLBACKS = {
  id: 'Callbacks',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'AGENT' }] },
    AGENT: { escalation: 'callback', transitions: [{ target: 'SERVED' }] },
    SERVED: { final: true, outcome: 'success' },
  },
  escalations: { callback: { kind: 'callback', queue: 'retention', within: 'PT1S' } },
};

describe('what is late in the console, and a server that hangs, in a browser', () => {
  let ledger: SeededLedger;
  let browser: ConsoleBrowser;
  let page: Page;
  beforeAll(async () => {
    ledger = await SeededLedger.start({ HEARTBEAT_MS: '1500' });
    await ledger.post('/v1/definitions', CALLBACKS);
    browser = await ConsoleBrowser.open(ledger.url);
    page = await browser.page('/');
  });
  afterAll(async () => {
    await browser.close();
    await ledger.remove();
  });

  it('counts escalations that are overdue as they become so, and leads to a list of as many', async () => {
    const figure = page.getByRole('region', { name: 'Figures' }).getByRole('link', { name: 'Escalations overdue' });
    await figure.getByText('0', { exact: true }).waitFor();
    for (const sessionId of ['late-1', 'late-2', 'late-3']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'Callbacks' });
      await ledger.move(sessionId, 'AGENT');
    }
    await figure.getByText('3', { exact: true }).waitFor();
    await ledger.move('late-2', 'SERVED');
    await figure.getByText('2', { exact: true }).waitFor();
    await figure.click();
    await page.getByRole('heading', { name: '2 escalations', exact: true }).waitFor();
    const rows = page.getByRole('table', { name: 'escalations' });
    for (const sessionId of ['late-1', 'late-3']) await rows.getByText(sessionId).first().waitFor();
    expect(await rows.getByText('late-2').count()).toBe(0);
  });

  it('is not live after two heartbeats without a word, and live again once the server continues', async () => {
    const badge = page.locator('.connection');
    await badge.getByText(/^live$/).waitFor();
    const proceed = ledger.halt();
    try {
      await badge.getByText(/^offline since/).waitFor({ timeout: 25_000 });
    } finally {
      proceed();
    }
    await badge.getByText(/^live$/).waitFor();
  });
});
