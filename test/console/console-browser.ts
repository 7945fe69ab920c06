import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { unpackedChromium } from './unpacked-chromium';

/** Not the package's own arguments: they switch off web security and run everything in one process. */
const ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'];

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** How long a page may take to show what it should, on a machine that is busy elsewhere. */
const PATIENCE_MS = 60_000;

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** A script that runs before those of the page. */
  readonly script?: string;
}

/** One browser for many checks of the console of a ledger. */
export class ConsoleBrowser {
  /** What the browser complained about: errors of scripts, and what the policy of the page refused. */
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  static async open(url: string): Promise<ConsoleBrowser> {
    return new ConsoleBrowser(await chromium.launch({ executablePath: unpackedChromium(), args: ARGUMENTS }), url);
  }

  /** A page with a session of its own, at a path of the console. */
  async page(path: string, { width = 1280, height = 900, colorScheme = 'light', script }: View = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width, height },
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    this.contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    if (script !== undefined) await context.addInitScript(script);
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await page.goto(path);
    return page;
  }

  /** Closes the pages, so that their feeds end. */
  async closePages(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }

  async close(): Promise<void> {
    await this.closePages();
    await this.browser.close();
  }
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What is wrong for people who use a screen reader, a keyboard, or see little: rule and place. */
export async function accessibilityProblems(page: Page, rules: readonly string[] = WCAG): Promise<string[]> {
  // Injected as a function's text: an element for it would be refused by the page's policy.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (runOnly) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        runOnly,
        resultTypes: ['violations'],
      }),
    [...rules],
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** How far the page is wider than its window, pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
