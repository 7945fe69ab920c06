import type { FunnelStep, StateFigures, TimeoutFigures, TransitionFigures, Variant } from '@ledger/projections';
import { fieldNames } from '../http/chosen-fields';

const DWELL = ['totalMs', 'meanMs', 'p50Ms', 'p90Ms', 'p95Ms', 'p99Ms'].map((name) => `dwell.${name}`);

/** Columns of the figures as CSV, in their order. */
export const ANALYTICS_COLUMNS = {
  transitions: fieldNames<TransitionFigures>({
    definitionId: true,
    from: true,
    to: true,
    count: true,
    share: true,
    meanMs: true,
    medianMs: true,
    p95Ms: true,
  }),
  states: [
    ...fieldNames<Omit<StateFigures, 'dwell'>>({
      definitionId: true,
      state: true,
      visits: true,
      left: true,
      open: true,
      ended: true,
    }),
    ...DWELL,
  ],
  steps: fieldNames<FunnelStep>({
    state: true,
    reached: true,
    conversion: true,
    stepConversion: true,
    open: true,
    abandoned: true,
    medianMs: true,
    p95Ms: true,
  }),
  variants: fieldNames<Variant>({ states: true, count: true, share: true }),
  timeouts: fieldNames<TimeoutFigures>({
    definitionId: true,
    state: true,
    channel: true,
    hour: true,
    count: true,
    escalated: true,
    answered: true,
  }),
} as const;
