/** What a part of the console is loaded into. */
export interface Surroundings {
  /** The script that the page began with: its name has a hash of the whole build. */
  readonly entry: string;
  /** The page as the server has it now; undefined if it does not answer. */
  page(): Promise<string | undefined>;
  /** Parts, each of a build, for which the page was loaded again in vain so far. */
  tried: readonly string[];
  reload(): void;
}

/**
 * Loads a part of the console. After an upgrade the server has other files, and browsers remember of a file that it was not
 * there: then the page is loaded again, once for each part and build, so that what is broken does not reload for ever.
 */
export async function loadPart<Part>(
  name: string,
  load: () => Promise<Part>,
  failures: number,
  into: Surroundings,
): Promise<Part> {
  const key = `${name} of ${into.entry}`;
  try {
    const part = await load();
    into.tried = into.tried.filter((each) => each !== key);
    return part;
  } catch (cause) {
    const page = await into.page();
    const mayHelp = page !== undefined && (failures > 0 || !page.includes(into.entry));
    if (mayHelp && !into.tried.includes(key)) {
      into.tried = [...into.tried, key];
      into.reload();
    }
    throw new Error('This part of the console could not be loaded. The console tries again by itself.', { cause });
  }
}
