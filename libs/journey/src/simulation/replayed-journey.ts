import type { RejectionCode } from '../journey/journey.decision';
import type { JourneyCommand } from '../journey/journey.commands';
import type { JourneyStatus } from '../journey/journey.state';

/** In which ways a journey would have gone otherwise under a candidate, and `stranded`: it cannot come over to it. */
export const SIMULATED_CHANGES = ['refused', 'elsewhere', 'timedOut', 'notTimedOut', 'ending', 'stranded'] as const;
export type SimulatedChange = (typeof SIMULATED_CHANGES)[number];

/** Where a journey would have gone otherwise. States have the names of the candidate. */
export interface Divergence {
  readonly change: SimulatedChange;
  /** The state that the journey was in; of a refused start the initial one. */
  readonly stateId: string;
  /** Command that was refused. */
  readonly command?: JourneyCommand['type'];
  /** State that the recorded journey entered. */
  readonly target?: string;
  /** State that the candidate leads to instead. */
  readonly instead?: string;
  /** Event that the caller sent. */
  readonly event?: string;
  /** Of a refusal. */
  readonly code?: RejectionCode | 'REVISION_CONFLICT' | 'JOURNEY_EXPIRED' | 'JOURNEY_NOT_FOUND';
  /** One sentence. */
  readonly reason: string;
  /** Of the recorded event that would not be there; the last one's if the history ends before. */
  readonly revision: bigint;
  /** RFC 3339. */
  readonly at: string;
}

/** One journey, as it was and as it would have been. */
export interface ReplayedJourney {
  readonly sessionId: string;
  readonly events: number;
  readonly recorded: JourneyStatus;
  /** Undefined where the candidate leads elsewhere: what its flow would have done then is not known. */
  readonly predicted: JourneyStatus | undefined;
  /** The first one; what comes after it is not known. */
  readonly divergence?: Divergence;
  /** Why the journey, which is open, cannot come over to the candidate. */
  readonly stranded?: Divergence;
  /** States that it entered, by their names under the candidate. */
  readonly statesRecorded: ReadonlySet<string>;
  /** Those that it would have entered, up to the divergence. */
  readonly statesPredicted: ReadonlySet<string>;
}
