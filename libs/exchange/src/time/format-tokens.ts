/** The letters of a format, run by run: `d/M/yyyy 'at' HH` gives d, M, yyyy, HH. Quoted ones are text, as in Luxon. */
export function tokensOf(format: string): readonly string[] {
  const withoutQuoted = format.replace(/'[^']*'/g, ' ');
  return withoutQuoted.match(/([A-Za-z])\1*/g) ?? [];
}
