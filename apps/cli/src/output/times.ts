const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

const FEW_DAYS = 100 * 86_400_000;

/** A whole number with its thousands apart: `24,802`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** A length of time in its two largest units: `6,132 days`, `2 d 3 h`, `4 min 10 s`, `850 ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms >= FEW_DAYS) return `${formatCount(Math.floor(ms / 86_400_000))} days`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const parts: string[] = [];
  let rest = ms;
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

/** An instant as people read it, in UTC: `2026-11-22 21:05:27Z`, with milliseconds only where there are some. */
export function instant(time: string): string {
  return time.replace('T', ' ').replace('.000Z', 'Z');
}

/** An instant and how far it is from now: `2026-11-22 21:05:27Z (in 3 min)`. */
export function relativeInstant(time: string, now: Date): string {
  const distance = Date.parse(time) - now.getTime();
  if (Number.isNaN(distance)) return instant(time);
  return `${instant(time)} (${distance >= 0 ? `in ${formatDuration(distance)}` : `${formatDuration(-distance)} ago`})`;
}
