import type { Screen } from '../terminal';

export type Paint = (text: string) => string;

/** The few colours that the output uses; all of them plain text where colours are unwanted. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;
const sgr =
  (open: number, close: number): Paint =>
  (text) =>
    text === '' ? text : `\u001b[${open}m${text}\u001b[${close}m`;

/** Colours only on a terminal, and never where `NO_COLOR` is set to anything (https://no-color.org). */
export function paletteFor(screen: Screen, env: Readonly<Record<string, string | undefined>>): Palette {
  const wanted = screen.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return wanted
    ? {
        bold: sgr(1, 22),
        dim: sgr(2, 22),
        red: sgr(31, 39),
        green: sgr(32, 39),
        yellow: sgr(33, 39),
        cyan: sgr(36, 39),
      }
    : { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };
}

/** The text of a page, and how to get the next one. */
export function nextPage(text: string, { nextCursor }: { readonly nextCursor?: string }, palette: Palette): string {
  return nextCursor === undefined ? text : `${text}\n${palette.dim(`next page: --cursor ${nextCursor}`)}`;
}

/** The text of a page, and whether there is more than it shows. */
export function withMore(text: string, { nextCursor }: { readonly nextCursor?: string }, palette: Palette): string {
  return nextCursor === undefined ? text : `${text}\n${palette.dim('and more: raise --limit')}`;
}
