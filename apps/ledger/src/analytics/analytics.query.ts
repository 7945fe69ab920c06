import type { CsvFormulas } from '@ledger/exchange';
import type { AnalyticsFilter } from '@ledger/projections';
import {
  ChoiceField,
  BomField,
  FormatField,
  FormulasField,
  InstantField,
  NameField,
  PageSizeField,
  TextField,
  VersionField,
} from '../http/fields';
import { instant } from '../http/instants';
import { validationProblem } from '../http/problem';
import { ReadModelQuery } from '../journeys/journey-search.query';

const DEFAULT_TOP = 10;
const MOST_STEPS = 20;

/** What every question of analysis takes. */
export class AnalyticsQuery extends ReadModelQuery {
  @InstantField({ description: 'Beginning of the time looked at, inclusive; business time.', optional: true })
  from?: string;

  @InstantField({ description: 'End of the time looked at, exclusive; business time.', optional: true })
  to?: string;

  @NameField({ description: 'Only journeys of this definition.', example: 'CustomerJourneyState', optional: true })
  definitionId?: string;

  @VersionField({ description: 'Only this version of the definition.', example: 1, optional: true })
  version?: number;

  @VersionField({
    description: 'The same figures of another version too, as comparison; asks for definitionId and version.',
    example: 2,
    optional: true,
  })
  compareVersion?: number;

  @NameField({ description: 'Only this channel.', example: 'voice', optional: true })
  channel?: string;

  @ChoiceField({
    description: 'Whether states that a start or a restart entered are left out.',
    of: ['true', 'false'],
    optional: true,
  })
  excludeInitial?: 'true' | 'false';

  @FormatField
  format?: 'json' | 'csv';

  @BomField
  bom?: 'true' | 'false';

  @FormulasField
  formulas?: CsvFormulas;
}

export class VariantsQuery extends AnalyticsQuery {
  @PageSizeField({
    description: `How many variants, the most frequent first; ${DEFAULT_TOP} where absent.`,
    example: 10,
    optional: true,
  })
  limit?: number;
}

export class FunnelQuery extends AnalyticsQuery {
  @TextField({
    description: `The states of the funnel in their order, 1 to ${MOST_STEPS}, separated by commas.`,
    example: 'INTRO_WELCOME,PAYMENT_COLLECTOR,COMPLETED',
  })
  states!: string;
}

/** The query as the read models take it. */
export function filterOf(tenant: string, query: AnalyticsQuery): AnalyticsFilter {
  const { from, to, definitionId, version, compareVersion, channel, excludeInitial } = query;
  if (compareVersion !== undefined && (definitionId === undefined || version === undefined)) {
    throw validationProblem(
      'compareVersion should come with definitionId and version: two versions of one definition.',
    );
  }
  return {
    tenant,
    ...(from !== undefined && { from: instant(from) }),
    ...(to !== undefined && { to: instant(to) }),
    ...(definitionId !== undefined && { definitionId }),
    ...(version !== undefined && { version }),
    ...(channel !== undefined && { channel }),
    excludeInitial: excludeInitial === 'true',
  };
}

export function stepsOf({ states }: FunnelQuery): readonly string[] {
  const steps = states.split(',');
  if (steps.length > MOST_STEPS || steps.includes('')) {
    throw validationProblem(`states should be 1 to ${MOST_STEPS} states, separated by commas.`);
  }
  return steps;
}

export function topOf({ limit }: VariantsQuery): number {
  return limit ?? DEFAULT_TOP;
}
