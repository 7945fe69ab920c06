import { SaxesParser } from 'saxes';
import { decodedText } from '../input/decoded-text';
import { LogUnreadableError, type LogItem } from '../log-event';
import { XesHandler } from './xes-handler';
import type { XesMapping } from './xes-mapping';
import { xmlBytes } from './xml-encoding';

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
  for await (const text of decodedText(document.chunks, { encoding: document.encoding, hint })) {
    parser.write(text);
    yield* handler.ready.splice(0);
    if (failure.error) throw failure.error;
  }
  parser.close();
  if (failure.error) throw failure.error;
  handler.end();
  yield* handler.ready.splice(0);
}
