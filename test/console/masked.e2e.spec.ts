import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { callbackLedger, DESK, filled, PLANT, sandboxOf, WHOLE } from '../e2e/masking/callback-ledger';
import { buildLedger, ROOT } from '../support/ledger-process';
import type { RunningLedger } from '../support/running-ledger';
import { ConsoleBrowser } from './console-browser';
import { RecordingProxy } from './recording-proxy';

/** Each page by its address, with a text that it shows when it is done. */
const PAGES: [path: string, text: string][] = [
  ['/?definition=Callback', 'Where journeys are'],
  ['/journeys', 'mask-1'],
  ['/journeys?definition=Callback&state=CALL', 'mask-1'],
  ['/journeys/mask-1', 'customer.email'],
  ['/journeys/mask-1?rev=0', 'customer.email'],
  ['/journeys/mask-1?rev=2&since=0', 'customer.email'],
  ['/journeys/mask-2', 'customer.email'],
  ['/journeys/mask-1?readers=true', 'a timeline'],
  ['/definitions/Callback/2', 'Leads to'],
  ['/definitions/Callback/2?view=compare&against=1', 'How each version did'],
  ['/definitions/Callback/2?view=edit', 'What if'],
  ['/operations', 'open deadlines'],
  ['/operations/stuck', 'stuck journeys'],
  ['/operations/escalations', 'mask-1'],
  ['/operations/batches?open={operationId}', 'outcomes'],
  ['/operations/timeouts?definition=Callback', 'By the definition'],
  ['/operations/dead-letters', 'current-state'],
  ['/analytics?definition=Callback', 'Conversion'],
  ['/analytics/paths?definition=Callback', 'ASK'],
  ['/analytics/funnel?definition=Callback', 'Of the step before'],
  ['/analytics/states?definition=Callback', 'Median wait'],
  ['/analytics/timeouts?definition=Callback', 'timeouts'],
  ['/try?sandbox={sandboxId}', 'Recorded'],
  ['/settings', 'What you may do'],
  ['/settings/readers', 'a timeline'],
];

/** All that a page shows: its document, and the values of its fields. */
const SHOWN = `document.documentElement.outerHTML +
  [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join()`;

describe('the console for a key that may not see personal data, in a browser', () => {
  let ledger: RunningLedger;
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    buildLedger();
    ledger = await callbackLedger({}, { consoleFolder: join(ROOT, 'dist', 'apps', 'console') });
    ids = await filled(ledger);
    await ledger.get('/v1/journeys/mask-1/timeline', DESK);
  });
  afterAll(() => ledger.remove());

  /** Opens every page with a key; gives what each showed, by its address, and all that the ledger sent. */
  const walk = async (
    caller: Readonly<Record<string, string>>,
  ): Promise<{ shown: Record<string, string>; heard: string }> => {
    const proxy = await RecordingProxy.to(ledger.url);
    const browser = await ConsoleBrowser.open(proxy.url);
    const shown: Record<string, string> = {};
    const at: Readonly<Record<string, string>> = { ...ids, sandboxId: await sandboxOf(ledger, caller) };
    try {
      const page = await browser.page('/', {
        script: `sessionStorage.setItem('journey-ledger.key', '${caller['x-api-key']}')`,
      });
      for (const [path, text] of PAGES) {
        const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => at[name] ?? '');
        await page.goto(address);
        await page.getByText(text).filter({ visible: true }).first().waitFor();
        shown[path] = await everythingOf(page);
      }
      await browser.closePages();
      return { shown, heard: proxy.heard };
    } finally {
      await browser.close();
      await proxy.close();
    }
  };

  /** What a page shows with all its details open, after its CSV files were saved and a transition was considered. */
  const everythingOf = async (page: Page): Promise<string> => {
    for (const details of await page.getByRole('button', { name: 'Details' }).all()) await details.click();
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const csv of await page.getByRole('button', { name: 'CSV' }).all()) {
      const [file] = await Promise.all([page.waitForEvent('download'), csv.click()]);
      await file.delete();
    }
    const refused = page.getByRole('button', { name: /^not allowed/ }).first();
    if ((await refused.count()) > 0) {
      await refused.click();
      const considered = page.waitForResponse(/\/dry-run$/);
      await page.getByRole('button', { name: 'What would happen' }).click();
      await (await considered).finished();
    }
    return page.evaluate<string>(SHOWN);
  };

  it('shows no personal value on any page, and is sent none', async () => {
    const { shown, heard } = await walk(DESK);
    expect(Object.entries(shown).flatMap(([path, text]) => (text.includes(PLANT) ? [path] : []))).toEqual([]);
    expect(heard).toContain('"masked":["phone"');
    expect(heard).not.toContain(PLANT);
  });

  it('would find it: who may see it is shown it, on the pages that have it', async () => {
    const { shown, heard } = await walk(WHOLE);
    const having = Object.entries(shown).flatMap(([path, text]) => (text.includes(PLANT) ? [path] : []));
    expect(having).toEqual(
      expect.arrayContaining(['/journeys/mask-1', '/journeys/mask-1?rev=0', '/journeys/mask-2']) as string[],
    );
    expect(heard).toContain(PLANT);
  });

  it('marks what is masked, and says which scope shows it', async () => {
    const browser = await ConsoleBrowser.open(ledger.url);
    try {
      const script = `sessionStorage.setItem('journey-ledger.key', '${DESK['x-api-key']}')`;
      const page = await browser.page('/journeys/mask-1?rev=0', { script });
      const row = page.getByRole('table', { name: 'Context' }).getByRole('row', { name: /^phone/ });
      await row.getByText('masked').first().waitFor();
      expect(await row.getByTitle('Personal data: your key lacks the scope personal.read').count()).toBe(1);
      const input = page.locator('.guard-input').filter({ hasText: 'phone' });
      await input.first().getByText('masked').first().waitFor();
    } finally {
      await browser.close();
    }
  });
});
