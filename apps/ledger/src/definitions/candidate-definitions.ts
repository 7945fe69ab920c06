import { Injectable } from '@nestjs/common';
import { DefinitionCatalog } from '@ledger/command-handling';
import type { DefinitionDocument } from '@ledger/journey';
import { Problem, validationProblem } from '../http/problem';
import { DefinitionCheck } from './definition-check';
import { reportBody } from './definition-report';
import { admitDocument } from '../access/credential-bounds';
import type { IncomingCall } from '../http/incoming-call';

/** Documents that callers send to learn what they would do, and that are not published. */
@Injectable()
export class CandidateDefinitions {
  constructor(
    private readonly catalog: DefinitionCatalog,
    private readonly definitionCheck: DefinitionCheck,
  ) {}

  /** The document, under the version that publishing would give it. Throws `DEFINITION_INVALID` with what the check found. */
  async checked(call: Pick<IncomingCall, 'tenant' | 'definitions'>, input: unknown): Promise<DefinitionDocument> {
    const checked = await this.definitionCheck.check(documentOf(input));
    admitDocument(call, checked);
    const report = await this.catalog.numbered(call.tenant, checked);
    if (report.valid && report.document !== undefined) return report.document;
    const [first] = report.errors;
    throw new Problem('DEFINITION_INVALID', first?.message ?? 'The document is not a definition.', {
      members: reportBody(report),
    });
  }
}

/** What a body holds that must be a definition. */
export function documentOf(input: unknown): unknown {
  if (input === undefined || input === '') throw validationProblem('The body is empty; send a definition document.');
  return input;
}
