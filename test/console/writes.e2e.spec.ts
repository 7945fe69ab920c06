import type { Page } from 'playwright-core';
import { pause } from '../support/ledger-process';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const MARKUP = '<img src=x onerror=alert(1)>';

const waiting = (id: string, states: object): object => ({ id, initial: 'ASK', states });
const STUCK_CALL = waiting('StuckCall', {
  ASK: { transitions: [{ target: 'HOLD' }] },
  HOLD: { transitions: [{ target: 'DONE' }] },
  DONE: { final: true },
});
const WITHOUT_HOLD = waiting('StuckCall', { ASK: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } });

describe('what the console writes, in a browser', () => {
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

  const dialog = () => page.getByRole('dialog');

  it('pauses where that was chosen, and never resumes because others have paused meanwhile', async () => {
    await page.goto('/operations/timeouts');
    await page.getByRole('button', { name: 'Pause all…' }).click();
    await dialog().getByLabel('Reason').fill('The telephone network is down');
    await ledger.post('/v1/timeouts/pause', { reason: 'A colleague was first' });
    // What is shown is asked for again when the reader comes back to the window.
    const comeBack = `document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`;
    const isShown = `${comeBack} && document.querySelector('main').textContent.includes('All timeouts are paused')`;
    while (!(await page.evaluate(isShown))) await pause(50);
    await dialog().getByRole('button', { name: 'Pause', exact: true }).click();
    await dialog().getByText('TIMEOUTS_PAUSED').waitFor();
    expect((await ledger.get('/v1/timeouts'))['paused']).toBe(true);
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Resume…' }).click();
    await dialog().getByLabel('Reason').fill('It is up again');
    await dialog().getByRole('button', { name: 'Resume', exact: true }).click();
    await dialog().getByText('Done. It is the event at position').waitFor();
    expect(await dialog().getByRole('heading', { name: 'Resume all timeouts' }).count()).toBe(1);
  });

  describe('a definition, from the editor', () => {
    const write = async (document: unknown): Promise<void> => {
      await page.getByTestId('editor').locator('.cm-content').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(typeof document === 'string' ? document : JSON.stringify(document, null, 2));
    };
    const draft = async (change: object): Promise<object> => {
      const { document } = await ledger.get('/v1/definitions/PaymentCall/versions/2');
      const { version: _, ...rest } = document as { version: number };
      return { ...rest, ...change };
    };
    beforeEach(() => page.goto('/definitions/PaymentCall/2?view=edit'));

    it('is not offered for publishing while it has errors, which are named with their place', async () => {
      await write(await draft({ initial: 'NOWHERE' }));
      await page.getByRole('heading', { name: /^[1-9]\d* errors?/ }).waitFor();
      await page
        .getByRole('region', { name: 'Check' })
        .getByText(/NOWHERE/)
        .first()
        .waitFor();
      expect(await page.getByRole('button', { name: 'Publish…' }).isDisabled()).toBe(true);
    });

    it('is refused under a version that is taken, and says so where it was asked', async () => {
      await write(await draft({ version: 1, title: 'Another first version' }));
      await page.getByText(/^\d+ changes? since version 2$/).waitFor();
      await page.getByRole('button', { name: 'Publish…' }).click();
      await dialog().getByLabel('Reason').fill('It was wrong from the start');
      await dialog().getByRole('button', { name: 'Publish' }).click();
      await dialog().getByText('DEFINITION_VERSION_TAKEN').waitFor();
      const { versions } = await ledger.get('/v1/definitions/PaymentCall');
      expect(versions).toHaveLength(2);
    });

    it('is published after its differences were shown, with the reason in its history', async () => {
      await write(await draft({ title: 'Inbound payment call, third' }));
      await page.getByText('1 changes since version 2').or(page.getByText('1 change since version 2')).waitFor();
      await page.getByRole('button', { name: 'Publish…' }).click();
      await dialog().getByText('/title').waitFor();
      await dialog().getByLabel('Reason').fill('Callers asked for another title');
      await dialog().getByRole('button', { name: 'Publish' }).click();
      await dialog()
        .getByText(/Published as version 3/)
        .waitFor();
      await dialog().getByRole('button', { name: 'Close' }).click();
      await page.waitForURL('**/definitions/PaymentCall/3');
      const row = page.getByRole('table', { name: 'History of PaymentCall' }).getByRole('row').nth(1);
      await row.getByText('Callers asked for another title').waitFor();
      const { history } = await ledger.get('/v1/definitions/PaymentCall');
      expect((history as object[]).at(-1)).toMatchObject({
        type: 'DefinitionPublished',
        version: 3,
        reason: 'Callers asked for another title',
      });
    });
  });

  it('many journeys: the dry run shows each outcome, then the operation does it and stays in the list', async () => {
    await ledger.post('/v1/definitions', STUCK_CALL);
    for (const sessionId of ['held-1', 'held-2', 'held-3']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'StuckCall' });
      await ledger.move(sessionId, 'HOLD');
    }
    await ledger.post('/v1/definitions', WITHOUT_HOLD);
    await page.goto('/operations/stuck?definition=StuckCall&status=orphaned');
    await page.getByRole('heading', { name: '3 stuck journeys' }).waitFor();
    await page.getByRole('button', { name: 'Change them all…' }).click();
    // Nothing is chosen, asked or refused before its reader says what to do.
    await dialog().getByText('Nothing has changed yet').waitFor();
    expect(await dialog().getByRole('alert').count()).toBe(0);
    await dialog().getByLabel('What to do').selectOption('Abort by timeout');
    await dialog().getByText('It cannot be undone').waitFor();
    await dialog().getByLabel('What to do').selectOption('Move to a state');
    await dialog()
      .getByRole('combobox', { name: /^State/ })
      .selectOption('ASK');
    await dialog().getByText('changed').first().waitFor();
    await dialog().getByLabel('Reason').fill('Hold was taken out');
    // The dry run changed nothing.
    expect(await ledger.get('/v1/journeys/held-1')).toMatchObject({ stateId: 'HOLD', revision: 1 });
    await dialog().getByRole('button', { name: 'Move to a state: 3 journeys' }).click();
    await dialog().getByText('Watch its progress').click();
    await page.getByRole('region', { name: 'Operation' }).getByText('3 changed').waitFor();
    await page.getByRole('table', { name: 'outcomes' }).getByRole('link', { name: 'held-3' }).waitFor();
    expect(await ledger.get('/v1/journeys/held-1')).toMatchObject({ stateId: 'ASK', revision: 2 });
    await page.goto('/operations/stuck?definition=StuckCall&status=orphaned');
    await page.getByText('Nothing is stuck').waitFor();
  });

  it('nothing of callers as markup: contexts, channels, aliases, customers, reasons and titles are texts', async () => {
    await page.addInitScript(`
      window.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.violations.push(violatedDirective));
      window.alert = () => window.violations.push('alert');
    `);
    const sessionId = 'markup-1';
    await ledger.post('/v1/definitions', {
      id: 'MarkupCall',
      title: MARKUP,
      initial: 'ASK',
      states: {
        ASK: { title: MARKUP, timeout: { after: 'P9D' }, transitions: [{ target: 'DONE', event: 'E' }] },
        DONE: { final: true },
      },
    });
    await ledger.post('/v1/journeys', {
      sessionId,
      definitionId: 'MarkupCall',
      channel: MARKUP,
      customerId: MARKUP,
      aliases: ['crm:<img/src=x/onerror=alert(1)>'],
      context: { [MARKUP]: MARKUP, nested: { deep: [MARKUP] } },
    });
    await ledger.post(`/v1/journeys/${sessionId}/deadline`, { deadline: null, reason: MARKUP });
    await ledger.untilEntries(sessionId, 2);
    await ledger.post('/v1/operations', {
      kind: 'restart',
      dryRun: false,
      reason: MARKUP,
      filter: { definitionId: 'MarkupCall' },
    });
    for (const [path, text] of [
      [`/journeys/${sessionId}`, 'Timeline'],
      ['/journeys?definition=MarkupCall', '1 journey'],
      ['/definitions', 'MarkupCall'],
      ['/definitions/MarkupCall/1?state=ASK', 'Leads to'],
      ['/operations/batches', 'restart'],
      ['/analytics/timeouts?definition=MarkupCall', 'timeouts'],
    ] as const) {
      await page.goto(path);
      await page.getByText(text).filter({ visible: true }).first().waitFor();
      if (path !== '/analytics/timeouts?definition=MarkupCall') await page.getByText(MARKUP).first().waitFor();
      expect([path, await page.locator('img').count(), await page.evaluate('window.violations')]).toEqual([
        path,
        0,
        [],
      ]);
    }
    expect(browser.complaints.splice(0).filter((each) => !/status of 4\d\d/.test(each))).toEqual([]);
  });
});
