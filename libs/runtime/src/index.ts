export { CLOCK, systemClock, type Clock } from './clock';
export { Backoff, type BackoffOptions, Budget, DeadlineSpentError, pause, within } from './deadline';
export { ID_SOURCE, randomIds, type IdSource } from './id-source';
export { KeyedQueue } from './keyed-queue';
export { SCHEDULER, systemScheduler, type Scheduler } from './scheduler';
export { SingleFlight } from './single-flight';
export { sleep } from './sleep';
export { startWorker } from './start-worker';
export { errorMessage, SYSTEM_LOG, type SystemLog } from './system-log';
