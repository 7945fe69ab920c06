import { durationText } from '@ledger/plain-data';

/** A whole number with its thousands apart: `24,802`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `1 journey`, `24,802 journeys`. */
export function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** An instant as people read it, in UTC: `2026-11-22 21:05:27Z`, with milliseconds only where there are some. */
export function instant(time: string): string {
  return time.replace('T', ' ').replace('.000Z', 'Z');
}

/** An instant and how far it is from now: `2026-11-22 21:05:27Z (in 3 min)`. */
export function relativeInstant(time: string, now: Date): string {
  const distance = Date.parse(time) - now.getTime();
  if (Number.isNaN(distance)) return instant(time);
  return `${instant(time)} (${distance >= 0 ? `in ${durationText(distance)}` : `${durationText(-distance)} ago`})`;
}
