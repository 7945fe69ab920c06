import type { CsvFormulas } from '@ledger/exchange';
import { JOURNEY_SORTS, type JourneySearch, type JourneySort } from '@ledger/projections';
import {
  ChoiceField,
  BomField,
  FormatField,
  FormulasField,
  InstantField,
  NameField,
  PageSizeField,
  TextField,
} from '../http/fields';
import { instant } from '../http/instants';
import { JOURNEY_FIELDS, TIMELINE_FIELDS } from './row-fields';

const DEFAULT_LIMIT = 50;

/** A query that may wait for the read models. */
export abstract class ReadModelQuery {
  @TextField({
    description: 'Position that a command’s reply gave: the answer holds at least what was stored up to it.',
    example: '41',
    optional: true,
  })
  atLeast?: string;
}

/** A query that is answered page by page. */
export abstract class PagedQuery extends ReadModelQuery {
  @TextField({ description: 'nextCursor of the page before.', optional: true })
  cursor?: string;

  @PageSizeField({ description: `Rows of a page; ${DEFAULT_LIMIT} where absent.`, example: 50, optional: true })
  limit?: number;
}

export class TimelineQuery extends ReadModelQuery {
  @TextField({
    description: `Only these fields of each entry, separated by commas: any of ${TIMELINE_FIELDS.join(', ')}.`,
    example: 'type,occurredAt,from,to,dwellMs',
    optional: true,
  })
  fields?: string;
}

export class JourneySearchQuery extends PagedQuery {
  @NameField({ description: 'State that the journey is in.', example: 'PAYMENT_COLLECTOR', optional: true })
  state?: string;

  @NameField({ description: 'Definition that the journey runs.', optional: true })
  definitionId?: string;

  @NameField({ description: 'Customer, as the caller knows them.', optional: true })
  customerId?: string;

  @NameField({ description: 'Channel that the journey is on.', example: 'voice', optional: true })
  channel?: string;

  @ChoiceField({ description: 'How the journey stands.', of: ['ACTIVE', 'COMPLETED', 'TIMED_OUT'], optional: true })
  status?: 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';

  @ChoiceField({ description: 'Whether the deadline has passed.', of: ['true', 'false'], optional: true })
  overdue?: 'true' | 'false';

  @InstantField({ description: 'Only journeys that entered their state before this instant.', optional: true })
  enteredBefore?: string;

  @ChoiceField({
    description:
      'What the journeys are sorted by; a dash before it turns the order round. Where absent: newest first, by ' +
      'deadline where overdue is true, by entry where enteredBefore is given.',
    example: '-lastUpdatedAt',
    of: JOURNEY_SORTS.flatMap((name) => [name, `-${name}`]),
    optional: true,
  })
  sort?: string;

  @TextField({
    description: `Only these fields of each journey, separated by commas: any of ${JOURNEY_FIELDS.join(', ')}.`,
    example: 'sessionId,stateId,deadline',
    optional: true,
  })
  fields?: string;

  @FormatField
  format?: 'json' | 'csv';

  @BomField
  bom?: 'true' | 'false';

  @FormulasField
  formulas?: CsvFormulas;
}

/** The query as the read model takes it. */
export function searchOf(tenant: string, query: JourneySearchQuery, now: Date): JourneySearch {
  const { state, definitionId, customerId, channel, status, overdue, enteredBefore, sort, cursor } = query;
  return {
    tenant,
    stateId: state,
    definitionId,
    customerId,
    channel,
    status,
    overdue: overdue === undefined ? undefined : overdue === 'true',
    enteredBefore: enteredBefore === undefined ? undefined : instant(enteredBefore),
    ...(sort !== undefined && { sort: sortOf(sort) }),
    now: now.toISOString(),
    cursor,
    limit: pageSize(query),
  };
}

function sortOf(sort: string): JourneySort {
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as JourneySort['by'], descending };
}

export function pageSize({ limit }: PagedQuery): number {
  return limit ?? DEFAULT_LIMIT;
}
