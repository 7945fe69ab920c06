import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { LoggedEvent } from './transaction-log';

/** EventFilter.cs: by prefixes unless there is a regular expression, on the stream's name or the event's type. */
export function filterOf(options: ReadReq.Options): (event: LoggedEvent) => boolean {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const onType = filter.hasEventType();
  const expression = onType ? filter.getEventType() : filter.getStreamIdentifier();
  const text = ({ stream, type }: LoggedEvent): string => (onType ? type : stream);
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') {
    const pattern = new RegExp(regex, 'u');
    return (candidate) => pattern.test(text(candidate));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (candidate) => prefixes.some((prefix) => text(candidate).startsWith(prefix));
}
