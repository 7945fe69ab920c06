import { RunningLedger, StandingClock } from '../support/running-ledger';
import { expectDone, JourneyAnswers } from './journey-answers';
import { CALL, FACES, OTHER_CALL } from './journey-calls';
import { OperatorAnswers } from './operator-answers';
import { DESK } from './operator-calls';
import type { Column } from './situations';
import { whileStoreIsAway } from './store-away';

/** One table of the page: its heading and its columns. */
export interface AnswerTable {
  readonly heading: string;
  readonly columns: readonly Column[];
}

const START = '2026-11-02T09:00:00.000Z';
/** Longer than any state of the definition may last. */
const LONG_MS = 180_000;

/** All answers, from two running ledgers. */
export async function allAnswers(): Promise<readonly AnswerTable[]> {
  const clock = new StandingClock(START);
  const swept = await RunningLedger.start({}, { clock });
  let unswept = await RunningLedger.start({ ROLES: 'api,projector' }, { clock });
  try {
    for (const ledger of [swept, unswept]) {
      for (const document of [CALL, { ...CALL, version: 2, upgrade: { when: 'operator' } }, OTHER_CALL, DESK]) {
        await expectDone(ledger.post('/v1/definitions', document));
      }
    }
    const journeys = new JourneyAnswers();
    await journeys.run({ swept, unswept });
    clock.forward(LONG_MS);
    await journeys.runTimedOut({ swept, unswept });
    const operators = new OperatorAnswers(swept, unswept);
    await operators.run();
    await journeys.preparePaused(swept);
    await expectDone(swept.post('/v1/timeouts/pause', { reason: 'The payment provider is down' }));
    clock.forward(LONG_MS);
    await journeys.runPaused(swept);
    await journeys.prepareAway(unswept);
    // A process that has read none of these journeys yet: what it knows already must not decide the answer.
    await unswept.stop();
    const restarted = await RunningLedger.start({ ROLES: 'api,projector', DATA_DIR: unswept.dataDir }, { clock });
    unswept = restarted;
    await whileStoreIsAway(() => Promise.all([journeys.runAway(restarted), operators.runAway(restarted)]));
    const ofJourneys = Object.keys(FACES).map((heading) => ({ heading, columns: journeys.columns(heading) }));
    return [...ofJourneys, ...operators.columns];
  } finally {
    await swept.remove();
    await unswept.remove();
  }
}
