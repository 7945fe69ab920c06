import type { RememberedHead } from '@ledger/event-store';
import { appliedUnder, attemptOf } from './derived-attempt';
import type { JourneyCache } from './journey-cache';
import type { LoadedJourney } from './loaded-journey';
import type { PreparedCommand } from './prepared-command';

/** Where a command gets the head of its journey from. */
export interface HeadSource {
  /** Gives the journey; a retry has to read it. */
  readonly read: (retries: number) => LoadedJourney | undefined | Promise<LoadedJourney | undefined>;
  /** A head that is good for an append alone; absent where none is. */
  readonly remembered?: () => RememberedHead<LoadedJourney> | undefined;
  readonly onRemembered?: (isHead: boolean) => void;
}

/** From memory where that is certain, or where the store checks it; else from the store. For use within a turn. */
export function headSource(cache: JourneyCache, command: PreparedCommand): HeadSource {
  const { stream, request } = command;
  const isStart = request.command.type === 'StartJourney';
  let remembered: RememberedHead<LoadedJourney> | undefined;
  let isFirst = true;
  return {
    remembered: () => {
      const found = cache.remembered(stream, isStart);
      // What was applied before is answered from the store.
      remembered = found !== undefined && isApplied(command, found) ? undefined : found;
      return remembered;
    },
    onRemembered: (isHead) => {
      isFirst = false;
      if (remembered !== undefined) cache.onRemembered(remembered, isHead);
    },
    read: (retries) =>
      (retries === 0 ? cache.known(stream) : undefined) ?? cache.load(stream, isStart, isFirst && retries === 0),
  };
}

function isApplied(command: PreparedCommand, { head }: RememberedHead<LoadedJourney>): boolean {
  return head !== undefined && appliedUnder(attemptOf(command, head).commandId, head) !== undefined;
}
