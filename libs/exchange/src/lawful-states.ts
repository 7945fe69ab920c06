import { STATE_ID_PATTERN } from '@ledger/journey';
import type { LogItem } from './log-event';

const STATE_ID = new RegExp(STATE_ID_PATTERN, 'u');

/** The log without events whose activity no definition may name a state: they are refused, as other broken events are. */
export async function* withLawfulStates(items: AsyncIterable<LogItem>): AsyncGenerator<LogItem> {
  for await (const item of items) {
    if ('refusal' in item || STATE_ID.test(item.event.activity)) {
      yield item;
      continue;
    }
    const { place, caseId, activity } = item.event;
    const reason =
      `Event ${place} enters ${JSON.stringify(activity)}, which is no state id: letters, digits and _ .:/()&+'- ` +
      'inside, at most 128 characters.';
    yield { refusal: { place, caseId, code: 'STATE_INVALID', reason } };
  }
}
