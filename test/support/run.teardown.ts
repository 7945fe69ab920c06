let ends: (() => Promise<void>)[] = [];

/** To be called while the run is set up. */
export function atEndOfRun(end: () => Promise<void>): void {
  ends.push(end);
}

/** After the last spec file of a run. */
export default async function tearDownRun(): Promise<void> {
  const all = ends;
  ends = [];
  for (const end of all) await end();
}
