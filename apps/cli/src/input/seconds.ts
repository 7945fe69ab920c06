import { InvalidArgumentError } from 'commander';

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** A length of time as people type it, `24h`, `30m`, `7d`, `90s` or `0`, in seconds. */
export function secondsArgument(text: string): number {
  if (text === '0') return 0;
  const [, amount, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('Give a length of time such as 24h, 30m, 7d or 0.');
  return Number(amount) * SECONDS[unit as keyof typeof SECONDS];
}
