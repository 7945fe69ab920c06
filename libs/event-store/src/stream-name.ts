declare const brand: unique symbol;

/** Name of a stream: `<category>-<rest>`; the category is what stands before the first `-`. */
export type StreamName = string & { readonly [brand]: 'StreamName' };

/** Takes a text as a stream name. Refuses what would have no category or no id after it. */
export function streamName(text: string): StreamName {
  const dash = text.indexOf('-');
  if (dash < 1 || dash === text.length - 1) {
    throw new TypeError(`Stream name ${JSON.stringify(text)} should read <category>-<id>.`);
  }
  return text as StreamName;
}

/** The part before the first `-`, as EventStoreDB's `$by_category` projection takes it. */
export function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}
