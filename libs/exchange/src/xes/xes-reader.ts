import { SaxesParser } from 'saxes';
import { decodedText } from '../input/decoded-text';
import { assertNotTooLong, LONGEST_PIECE } from '../input/longest-piece';
import { LogUnreadableError, type LogItem } from '../log-event';
import { XesHandler } from './xes-handler';
import type { XesMapping } from './xes-mapping';
import { xmlBytes } from './xml-encoding';

/** Also of a log's extensions, and of traces without events. */
const MOST_BETWEEN_EVENTS = 4 * LONGEST_PIECE;

/**
 * A stream, lenient about structure as real logs need it. XML that is not well-formed, or not in the encoding that it
 * declares, is a `LogUnreadableError` that says where.
 */
export async function* readXes(chunks: AsyncIterable<Uint8Array>, mapping: XesMapping = {}): AsyncGenerator<LogItem> {
  const handler = new XesHandler(mapping);
  const parser = new SaxesParser({ xmlns: false });
  const failure: { error?: Error } = {};
  parser.on('opentag', (tag) => handler.open(tag.name, tag.attributes));
  parser.on('closetag', (tag) => handler.close(tag.name));
  parser.on('error', (error) => {
    failure.error ??= new LogUnreadableError(`The log is not well-formed XML: ${error.message}.`, { cause: error });
  });
  const document = await xmlBytes(chunks);
  const hint = 'Write the encoding into the XML declaration, such as <?xml version="1.0" encoding="windows-1252"?>.';
  let sinceEvent = 0;
  for await (const text of decodedText(document.chunks, { encoding: document.encoding, hint })) {
    parser.write(text);
    sinceEvent = handler.ready.length > 0 ? 0 : sinceEvent + text.length;
    yield* handler.ready.splice(0);
    if (failure.error) throw failure.error;
    assertNotTooLong(sinceEvent, 'The XML between two events', MOST_BETWEEN_EVENTS);
  }
  parser.close();
  if (failure.error) throw failure.error;
  handler.end();
  yield* handler.ready.splice(0);
}
