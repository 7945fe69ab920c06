import type { Sent } from '../../support/running-ledger';

/** What is sent where, the status and code that it should get, and what the sentence should say. */
export type Case = readonly [name: string, call: string, sent: Sent, problem: string, says: RegExp];

export const BAD = '400 VALIDATION_FAILED';
export const START = 'POST /v1/journeys';
export const MOVE = 'POST /v1/journeys/present/transitions';

export const JSON_TYPE = { 'content-type': 'application/json' };

export const raw = (body: string | Buffer, headers: Sent['headers'] = JSON_TYPE): Sent => ({ body, headers });

/** The body of a start with more members than it should have. */
export const start = (more: string): string => `{"sessionId":"bad","definitionId":"CustomerJourneyState"${more}}`;
