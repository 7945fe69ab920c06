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
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('');
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
