import { position, type EventStore, type StreamName } from '@ledger/event-store';
import type { CommandReply } from './command-reply';
import type { NoEventDecision } from './decided-reply';
import type { DecisionContext } from './decision-context';
import type { JourneyCache } from './journey-cache';
import type { HeadSource } from './head-source';
import type { LoadedJourney } from './loaded-journey';

/** What carrying a command out does, beside deciding it. */
export interface CommandEffects extends HeadSource {
  readonly store: Pick<EventStore, 'append'>;
  /** Of a command that was appended. */
  readonly keep: (journey: LoadedJourney) => void;
  /** Of a command that appended nothing: records and binds what its reply needs. */
  readonly answered: (
    context: DecisionContext,
    decision: NoEventDecision,
    reply: CommandReply,
  ) => CommandReply | Promise<CommandReply>;
}

/** Nothing is stored: what is appended stands as if it were, at the position of the journey's last event. */
export function supposedEffects(cache: JourneyCache, stream: StreamName): CommandEffects {
  let present: LoadedJourney | undefined;
  return {
    store: {
      append: (_, events) => {
        const revision = (present?.revision ?? -1n) + BigInt(events.length);
        return Promise.resolve({ revision, position: present?.position ?? position('0'), created: true });
      },
    },
    read: async () => (present = await cache.read(stream)),
    keep: () => undefined,
    answered: (_, __, reply) => reply,
  };
}
