import { categoryOf, type RecordedEvent } from '@ledger/event-store';
import { parseStream, type ParsedStream } from '@ledger/journey';
import { eventMessage } from './event-message';

/** An event on its way to those who follow the ledger. Its text is made once, however many of them want it. */
export class PassingEvent {
  readonly stream: ParsedStream | undefined;
  readonly category: string;
  /** Definition of its journey, once a follower asked (`SessionDefinitions`). */
  definitionId: string | undefined;
  private text: Buffer | undefined;

  constructor(readonly recorded: RecordedEvent) {
    this.stream = parseStream(recorded.stream);
    this.category = categoryOf(recorded.stream);
  }

  /** About what it takes in memory, bytes. */
  get size(): number {
    const { data, metadata } = this.recorded;
    // Once as stored and once as a message, and what an object costs besides.
    return 2 * (data.length + metadata.length) + 500;
  }

  get message(): Buffer {
    return (this.text ??= Buffer.from(eventMessage(this.recorded)));
  }
}
