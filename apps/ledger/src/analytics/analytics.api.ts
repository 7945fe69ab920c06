import type { TSchema } from '@sinclair/typebox';
import { apiCall, jsonReply } from '../openapi/api-call';
import type { Reply } from '../openapi/schema-parts';
import { AnalyticsQuery, FunnelQuery, SeriesQuery, VariantsQuery } from './analytics.query';
import {
  CaseAnalytics,
  FunnelAnalytics,
  SeriesAnalytics,
  StateAnalytics,
  TimeoutAnalytics,
  TransitionAnalytics,
  VariantAnalytics,
} from './analytics.schemas';

const EXACT = 'Percentiles are exact, by linear interpolation between the two nearest values.';

function figures<S extends TSchema>(schema: S, example: Reply<S>, csv: readonly string[]) {
  const more = { csv: csv.map((line) => `${line}\r\n`).join(''), headers: VARY };
  return { 200: jsonReply(schema, 'The figures.', example, more) };
}

const VARY = { Vary: { description: 'The reply depends on the header Accept.', required: true } } as const;
const OF_ANALYTICS = {
  tag: 'Analytics',
  boundCredentials: 'filtered',
  scope: 'analytics.read',
  auditedRead: false,
  query: AnalyticsQuery,
  problems: ['DEFINITION_NOT_FOUND'],
} as const;

const TRANSITION = {
  definitionId: 'CustomerJourneyState',
  from: 'INTRO_WELCOME',
  to: 'PAYMENT_COLLECTOR',
  count: 811,
  share: 0.8,
  meanMs: 51_200,
  medianMs: 48_000,
  p95Ms: 96_500,
} as const;

export const ANALYTICS_CALLS = {
  transitions: apiCall({
    ...OF_ANALYTICS,
    summary: 'Count transitions between states, and the time before them',
    description: `Transitions between from and to. ${EXACT}`,
    replies: figures(
      TransitionAnalytics,
      {
        transitions: [TRANSITION],
        comparison: { version: 2, transitions: [{ ...TRANSITION, count: 420, medianMs: 31_000 }] },
      },
      [
        'version,definitionId,from,to,count,share,meanMs,medianMs,p95Ms',
        '1,CustomerJourneyState,INTRO_WELCOME,PAYMENT_COLLECTOR,811,0.8,51200,48000,96500',
        '2,CustomerJourneyState,INTRO_WELCOME,PAYMENT_COLLECTOR,420,0.8,51200,31000,96500',
      ],
    ),
  }),
  states: apiCall({
    ...OF_ANALYTICS,
    summary: 'Count visits of states, and the dwell times',
    description: `Visits that began between from and to; a visit has left, is open, or ended its journey. ${EXACT}`,
    replies: figures(
      StateAnalytics,
      {
        states: [
          {
            definitionId: 'CustomerJourneyState',
            state: 'PAYMENT_COLLECTOR',
            visits: 811,
            left: 790,
            open: 21,
            ended: 0,
            dwell: {
              totalMs: 79_000_000,
              meanMs: 100_000,
              p50Ms: 90_000,
              p90Ms: 180_000,
              p95Ms: 240_000.5,
              p99Ms: 510_000,
            },
          },
        ],
      },
      [
        'definitionId,state,visits,left,open,ended,dwell.totalMs,dwell.meanMs,dwell.p50Ms,dwell.p90Ms,dwell.p95Ms,dwell.p99Ms',
        'CustomerJourneyState,PAYMENT_COLLECTOR,811,790,21,0,79000000,100000,90000,180000,240000.5,510000',
      ],
    ),
  }),
  funnel: apiCall({
    ...OF_ANALYTICS,
    query: FunnelQuery,
    summary: 'Count the journeys that reached each step of a funnel',
    description:
      'Journeys that started between from and to. A journey reaches a step if it visited the states up to it in that order, ' +
      'with others between them allowed. Of those that did not reach the next step, active journeys, those that completed ' +
      'elsewhere, failed and abandoned are counted apart. ' +
      EXACT,
    replies: figures(
      FunnelAnalytics,
      {
        journeys: 1_000,
        steps: [
          {
            state: 'INTRO_WELCOME',
            reached: 1_000,
            conversion: 1,
            stepConversion: 1,
            open: 12,
            completedElsewhere: 120,
            failed: 6,
            abandoned: 51,
            medianMs: null,
            p95Ms: null,
          },
          {
            state: 'PAYMENT_COLLECTOR',
            reached: 811,
            conversion: 0.811,
            stepConversion: 0.811,
            open: 0,
            completedElsewhere: 0,
            failed: 0,
            abandoned: 0,
            medianMs: 48_000,
            p95Ms: 96_500,
          },
        ],
      },
      [
        'state,reached,conversion,stepConversion,open,completedElsewhere,failed,abandoned,medianMs,p95Ms',
        'INTRO_WELCOME,1000,1,1,12,120,6,51,,',
        'PAYMENT_COLLECTOR,811,0.811,0.811,0,0,0,0,48000,96500',
      ],
    ),
  }),
  variants: apiCall({
    ...OF_ANALYTICS,
    query: VariantsQuery,
    summary: 'List the paths that journeys took, the most frequent first',
    description: 'Journeys that started between from and to, by the states that they visited so far.',
    replies: figures(
      VariantAnalytics,
      {
        journeys: 1_000,
        total: 14,
        variants: [{ states: ['INTRO_WELCOME', 'PAYMENT_COLLECTOR', 'COMPLETED'], count: 517, share: 0.517 }],
      },
      ['states,count,share', '"[""INTRO_WELCOME"",""PAYMENT_COLLECTOR"",""COMPLETED""]",517,0.517'],
    ),
  }),
  timeouts: apiCall({
    ...OF_ANALYTICS,
    summary: 'Count timeouts by state, channel and hour of the day',
    description: 'Timeouts whose deadline passed between from and to; the hour is that of the deadline, in UTC.',
    replies: figures(
      TimeoutAnalytics,
      {
        count: 31,
        escalated: 20,
        answered: 18,
        timeouts: [
          {
            definitionId: 'CustomerJourneyState',
            state: 'IDENTIFY',
            channel: 'voice',
            hour: 9,
            count: 20,
            escalated: 20,
            answered: 18,
          },
        ],
      },
      ['definitionId,state,channel,hour,count,escalated,answered', 'CustomerJourneyState,IDENTIFY,voice,9,20,20,18'],
    ),
  }),
  cases: apiCall({
    ...OF_ANALYTICS,
    summary: 'Measure whole journeys: durations, outcomes, rework, first and last states',
    description: `Journeys that started between from and to. As CSV the rows are the last states. ${EXACT}`,
    replies: figures(
      CaseAnalytics,
      {
        journeys: 1_000,
        outcomes: { open: 12, success: 805, failure: 6, abandoned: 51, completed: 126 },
        duration: {
          totalMs: 98_400_000,
          meanMs: 98_400,
          minMs: 4_000,
          maxMs: 1_802_000,
          p50Ms: 81_000,
          p90Ms: 190_000,
          p95Ms: 260_000.5,
          p99Ms: 540_000,
        },
        rework: {
          journeys: 41,
          visits: 57,
          states: [{ definitionId: 'CustomerJourneyState', state: 'IDENTIFY', journeys: 41, visits: 57 }],
        },
        starts: [{ definitionId: 'CustomerJourneyState', state: 'INTRO_WELCOME', journeys: 1_000 }],
        ends: [{ definitionId: 'CustomerJourneyState', state: 'COMPLETED', journeys: 805, outcome: 'success' }],
      },
      ['definitionId,state,journeys,outcome', 'CustomerJourneyState,COMPLETED,805,success'],
    ),
  }),
  series: apiCall({
    ...OF_ANALYTICS,
    query: SeriesQuery,
    summary: 'Count what happened in each minute, hour, day or week',
    description:
      'Journeys that began and ended, transitions, timeouts and refused commands between from and to, by business time. Days and weeks follow ' +
      'the calendar of timeZone, weeks begin on Monday, and an hour that the clocks repeat is there twice.',
    replies: figures(
      SeriesAnalytics,
      {
        interval: 'day',
        timeZone: 'Europe/Berlin',
        series: [
          {
            start: '2026-11-02T00:00:00.000+01:00',
            end: '2026-11-03T00:00:00.000+01:00',
            started: 140,
            ended: 138,
            success: 112,
            failure: 1,
            abandoned: 8,
            completed: 17,
            transitions: 402,
            timeouts: 6,
            refused: 9,
          },
        ],
      },
      [
        'start,end,started,ended,success,failure,abandoned,completed,transitions,timeouts,refused',
        '2026-11-02T00:00:00.000+01:00,2026-11-03T00:00:00.000+01:00,140,138,112,1,8,17,402,6,9',
      ],
    ),
  }),
} as const;
