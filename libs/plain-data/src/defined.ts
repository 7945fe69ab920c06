/**
 * The members that have a value, in the order given; those that are `undefined` are left out rather than set to it.
 * Stored and compared data must not tell "absent" and "undefined" apart. `null` is a value and stays.
 */
export function defined<Members extends object>(members: Members): Members {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) result[name] = value;
  return result as Members;
}
