import { isoDurationProblem } from '../../timing/duration';
import type { DefinitionDocument } from '../definition';
import type { DefinitionError } from '../finding';
import { pointer } from '../finding';

/** The time within which a journey is resumed by an alias can be computed. */
export function checkResume({ resume }: DefinitionDocument): readonly DefinitionError[] {
  const message = typeof resume === 'object' ? isoDurationProblem(resume.within) : undefined;
  return message === undefined ? [] : [{ code: 'DURATION_INVALID', path: pointer('resume', 'within'), message }];
}
