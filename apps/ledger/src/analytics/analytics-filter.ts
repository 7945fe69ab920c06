import { defined, orList } from '@ledger/plain-data';
import {
  GROUPINGS,
  JOURNEY_RESULTS,
  MOST_INTERVALS,
  type AnalyticsCondition,
  type AnalyticsFilter,
  type Grouping,
  type SeriesQuestion,
  type Sight,
} from '@ledger/projections';
import { DateTime, IANAZone } from 'luxon';
import { instant } from '../http/instants';
import { periodOf } from '../http/period';
import { validationProblem } from '../http/problem';
import { sentValue } from '../http/sent-value';
import { DEFAULT_TOP, MOST_STEPS, type AnalyticsQuery, type SeriesQuery } from './analytics.query';

/** The query as the read models take it. */
export function filterOf(sight: Sight, query: AnalyticsQuery): AnalyticsFilter {
  const { from, to, definitionId, version, compareVersion, channel, excludeInitial } = query;
  if (compareVersion !== undefined && (definitionId === undefined || version === undefined)) {
    throw validationProblem(
      'compareVersion needs definitionId and version: it compares two versions of one definition.',
    );
  }
  if (compareVersion !== undefined && query.groupBy !== undefined) {
    throw validationProblem('Send either compareVersion or groupBy; each adds figures of its own.');
  }
  return defined({
    sight,
    ...periodOf({ from, to }),
    definitionId,
    version,
    channel,
    excludeInitial: excludeInitial === 'true',
    where: conditionsOf(query),
  });
}

export function stepsOf(name: string, states: string): readonly string[] {
  const steps = states.split(',');
  if (steps.length <= MOST_STEPS && !steps.includes('')) return steps;
  throw validationProblem(`${name} must be 1 to ${MOST_STEPS} states, separated by commas; you sent ${steps.length}.`);
}

/** What the figures are to be grouped by. */
export function groupingOf({ groupBy }: AnalyticsQuery): Grouping | undefined {
  if (groupBy === undefined) return undefined;
  const known = GROUPINGS.find((grouping) => grouping === groupBy);
  if (known !== undefined) return known;
  if (groupBy.startsWith('context.')) return contextGrouping(groupBy.slice('context.'.length), 'groupBy');
  throw validationProblem(
    `groupBy must be ${orList([...GROUPINGS, 'context.<property>'])}; you sent ${sentValue(groupBy)}.`,
  );
}

export function seriesOf({ interval = 'day', timeZone = 'UTC', from, to }: SeriesQuery): SeriesQuestion {
  if (!IANAZone.isValidZone(timeZone)) {
    throw validationProblem(
      `timeZone must be an IANA time zone, such as Europe/Berlin; you sent ${sentValue(timeZone)}.`,
    );
  }
  const question = { interval, timeZone, from: instant(from), to: instant(to) };
  const length = DateTime.fromISO(question.to).diff(DateTime.fromISO(question.from), interval).as(interval);
  if (length > MOST_INTERVALS) {
    throw validationProblem(
      `The period has ${Math.ceil(length).toLocaleString('en')} intervals; at most ${MOST_INTERVALS.toLocaleString('en')} ` +
        'are possible. Send a longer interval or a shorter period.',
    );
  }
  return question;
}

export function topOf({ limit }: { readonly limit?: number }): number {
  return limit ?? DEFAULT_TOP;
}

function conditionsOf({ endState, outcome, customerId, resource, context }: AnalyticsQuery) {
  const conditions: AnalyticsCondition[] = [];
  if (endState !== undefined) conditions.push({ by: 'endState', values: endState.split(',') });
  if (outcome !== undefined) conditions.push({ by: 'outcome', values: outcomesOf(outcome) });
  if (customerId !== undefined) conditions.push({ by: 'customerId', values: [customerId] });
  if (resource !== undefined) conditions.push({ by: 'resource', values: [resource] });
  if (context !== undefined) conditions.push(contextCondition(context));
  return conditions.length === 0 ? undefined : conditions;
}

function outcomesOf(text: string): readonly string[] {
  const outcomes = text.split(',');
  const unknown = outcomes.find((outcome) => !JOURNEY_RESULTS.some((known) => known === outcome));
  if (unknown === undefined) return outcomes;
  throw validationProblem(`outcome must be ${orList(JOURNEY_RESULTS)}; you sent ${sentValue(unknown)}.`);
}

function contextCondition(text: string): AnalyticsCondition {
  const end = text.indexOf('=');
  if (end < 1) {
    throw validationProblem(
      `context must be a property and its value, such as tier=gold; you sent ${sentValue(text)}.`,
    );
  }
  return { by: contextGrouping(text.slice(0, end), 'context'), values: jsonTexts(text.slice(end + 1)) };
}

/** Names of properties as the databases find them alike: those that would be places of a list are left out. */
const PROPERTY = /^[\p{L}_][^."\\\p{Cc}]{0,127}$/u;

function contextGrouping(property: string, parameter: string): Grouping {
  if (property.split('.').every((name) => PROPERTY.test(name))) return `context.${property}`;
  throw validationProblem(
    `${parameter} must name a property of the context, such as tier, or address.country for one within another; ` +
      `you sent ${sentValue(property)}.`,
  );
}

/** A query has texts alone: `true` and `3` are also the values that they look like. */
function jsonTexts(text: string): readonly string[] {
  const texts = [JSON.stringify(text)];
  if (text === 'true' || text === 'false') texts.push(text);
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) texts.push(JSON.stringify(Number(text)));
  return texts;
}
