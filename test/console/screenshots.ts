import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey } from '@ledger/access';
import { ROOT } from '../support/ledger-process';
import { ConsoleBrowser } from './console-browser';
import { SeededLedger } from './seeded-ledger';

const FOLDER = join(ROOT, 'docs', 'guides', 'console');

/** Each picture: its address, and a text that is there when the page is done. */
const PICTURES = [
  ['now', '/?definition=PaymentCall', 'AGENT_ESCALATION', 640],
  ['journey', '/journeys/story-1?rev=1&why=PAYMENT_COLLECTOR', 'It would pass with', 1_100],
  ['compare', '/definitions/PaymentCall/2?view=compare', 'How each version did', 800],
  ['settings', '/settings', 'read journeys, change journeys', 720],
] as const;

const ADMIN = 'admin-of-the-pictures';
const SIGNED_IN = `sessionStorage.setItem('journey-ledger.key', '${ADMIN}')`;

const DAY_MS = 86_400_000;
const KEYS = [
  { name: 'operations', owner: 'Operations', scopes: ['admin'], reason: 'Leads of the shifts' },
  {
    ...{ name: 'payment-flow', owner: 'Contact centre', scopes: ['statestore.read', 'statestore.write'] },
    ...{ definitions: ['PaymentCall'], cidrs: ['10.20.0.0/16'], reason: 'Go-live of the payment flow' },
  },
  {
    ...{ name: 'reporting', owner: 'Business intelligence', scopes: ['analytics.read'], reason: 'Monthly report' },
    expiresAt: new Date(Date.now() + 12 * DAY_MS).toISOString(),
  },
];

/** Takes the pictures of the guide to the console. */
async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const access = { AUTH_MODE: 'api-key', API_KEYS: `first-admin:${hashOfKey(ADMIN)}:admin` };
  const ledger = await SeededLedger.start(access, ADMIN);
  for (const key of KEYS) await ledger.post('/v1/keys', key);
  const browser = await ConsoleBrowser.open(ledger.url);
  try {
    const page = await browser.page('/', { script: SIGNED_IN });
    for (const [name, address, text, height] of PICTURES) {
      await page.setViewportSize({ width: 1_280, height });
      await page.goto(address);
      await page.getByText(text).filter({ visible: true }).first().waitFor();
      if (name !== 'settings') await page.locator('.diagram [data-state]').first().waitFor();
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
