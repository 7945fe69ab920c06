/** Leaves out `undefined`: stored and compared data must not tell it and "absent" apart. `null` is a value. */
export function defined<Members extends object>(members: Members): Members {
  const result: Record<string, unknown> = {};
  // `for in`, since `Object.entries` costs several times as much, and the decider makes an object of each event here.
  for (const name in members) {
    const value = members[name];
    if (value !== undefined) result[name] = value;
  }
  return result as Members;
}
