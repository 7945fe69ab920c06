import { Controller, Get, Param } from '@nestjs/common';
import { MONITORING_CALLS } from './monitoring.api';
import type { ProblemExplanation } from './monitoring.schemas';
import { isProblemCode, PROBLEM_CODES, problemName, problemType, PROBLEMS } from '../http/problem-codes';
import { Problem } from '../http/problem';

/** Where the `type` of a problem document leads: what its code means. */
@Controller('problems')
export class ProblemsController {
  @Get(':problem')
  @MONITORING_CALLS.problem
  explain(@Param('problem') problem: string): ProblemExplanation {
    const code = problem.toUpperCase().replaceAll('-', '_');
    if (!isProblemCode(code)) {
      const known = PROBLEM_CODES.map(problemName).join(', ');
      throw new Problem('ROUTE_NOT_FOUND', `There is no problem of this name; the names are ${known}.`);
    }
    return { type: problemType(code), code, ...PROBLEMS[code] };
  }
}
