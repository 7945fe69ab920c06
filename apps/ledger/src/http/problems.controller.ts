import { Controller, Get, Param } from '@nestjs/common';
import { isProblemCode, problemType, PROBLEMS, type ProblemCode, type ProblemKind } from './problem-codes';
import { Problem } from './problem';
import { OPERATIONS_CALLS } from '../monitoring/monitoring.api';

interface ProblemExplanation extends ProblemKind {
  readonly type: string;
  readonly code: ProblemCode;
}

/** Where the `type` of a problem document leads: what its code means. */
@Controller('problems')
export class ProblemsController {
  @Get(':problem')
  @OPERATIONS_CALLS.problem
  explain(@Param('problem') problem: string): ProblemExplanation {
    const code = problem.toUpperCase().replaceAll('-', '_');
    if (!isProblemCode(code)) {
      const known = Object.keys(PROBLEMS).map((one) => one.toLowerCase().replaceAll('_', '-'));
      throw new Problem('ROUTE_NOT_FOUND', `There is no problem of this name; known are ${known.join(', ')}.`);
    }
    return { type: problemType(code), code, ...PROBLEMS[code] };
  }
}
