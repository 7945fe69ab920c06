import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const FOLDER = join(ROOT, 'docs', 'guides', 'console');

/** Each picture: its address, and a text that is there when the page is done. */
const PICTURES = [
  ['now', '/?definition=PaymentCall', 'AGENT_ESCALATION', 640],
  ['journey', '/journeys/story-1?rev=1&why=PAYMENT_COLLECTOR', 'It would pass with', 1_100],
  ['compare', '/definitions/PaymentCall/2?view=compare', 'How each version did', 800],
] as const;

/** Takes the pictures of the guide to the console. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const ledger = await SeededLedger.start();
  const browser = await ConsoleBrowser.open(ledger.url);
  try {
    const page = await browser.page('/');
    for (const [name, address, text, height] of PICTURES) {
      await page.setViewportSize({ width: 1_280, height });
      await page.goto(address);
      await page.getByText(text).filter({ visible: true }).first().waitFor();
      await page.locator('.diagram [data-state]').first().waitFor();
      // A function in words would have to be evaluated, which the policy of the page refuses.
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    }
  } finally {
    await browser.close();
    await ledger.remove();
  }
}

void main();
