import { categoryOf, type RecordedEvent } from '@ledger/event-store';
import { ALL_PERSONAL, hasPersonal, parseStream, type ParsedStream, type PersonalData } from '@ledger/journey';
import { eventMessage } from './event-message';

/** An event on its way to those who follow the ledger. Its text is made once, however many of them want it. */
export class PassingEvent {
  readonly stream: ParsedStream | undefined;
  readonly category: string;
  /** Definition of its journey, once a follower asked (`SessionDefinitions`). */
  definitionId: string | undefined;
  /** What of it is personal data, once a follower asked that may not see it. */
  personal: PersonalData | undefined;
  private text: Buffer | undefined;
  private maskedText: Buffer | undefined;

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

  /** For those who may not see personal data; made once, too, and the same text if there is nothing to mask. */
  get maskedMessage(): Buffer {
    return (this.maskedText ??= this.withoutPersonal());
  }

  private withoutPersonal(): Buffer {
    const { personal = ALL_PERSONAL } = this;
    return hasPersonal(personal) ? Buffer.from(eventMessage(this.recorded, personal)) : this.message;
  }
}
