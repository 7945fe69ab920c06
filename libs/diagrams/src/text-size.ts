import type { Size } from './diagram.types';

/** Of a usual sans-serif font at 13 px; a little wide, so that no text leaves its box. */
const CHARACTER_WIDTH = 7.5;
const WIDE_CHARACTER_WIDTH = 14;
export const LINE_HEIGHT = 17;

/** Longer texts are cut in the picture; the definition has them whole. */
const LONGEST = 48;

/** Scripts whose characters are about as wide as high begin here (CJK radicals). */
const FIRST_WIDE = 0x2e80;

export function clipped(text: string): string {
  return clippedTo(text.replace(/\s+/g, ' '), LONGEST);
}

function clippedTo(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** A line of a label longer than this is broken: a picture that is as wide as its labels hides its last states. */
const LONGEST_LINE = 26;
const MOST_LINES = 4;

/** A text in lines, broken between words; what does not fit into the last line is cut. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = `${last ?? ''} ${word}`;
    const fits = [...longer].length <= LONGEST_LINE || lines.length === MOST_LINES;
    if (last !== undefined && fits) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line, index) => clippedTo(line, index === MOST_LINES - 1 ? LONGEST_LINE : LONGEST));
}

/** Room that lines of text take, pixels. */
export function labelSize(lines: readonly string[]): Size {
  return { width: Math.ceil(Math.max(0, ...lines.map(widthOf))), height: lines.length * LINE_HEIGHT };
}

function widthOf(line: string): number {
  let width = 0;
  for (const character of line) {
    width += (character.codePointAt(0) ?? 0) >= FIRST_WIDE ? WIDE_CHARACTER_WIDTH : CHARACTER_WIDTH;
  }
  return width;
}
