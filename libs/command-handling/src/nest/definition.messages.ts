import type { UpgradePath } from '@ledger/journey';
import { Command, Query } from '@nestjs/cqrs';
import type { ChangeOrigin, StreamCaller } from '../definitions/record-change';
import type { CheckedSubmission } from '../definitions/definition-submission';
import type { PublishOutcome } from '../definitions/definition-outcomes';
import type { DefinitionHistory, DefinitionListing, PublishedDefinition } from '../definitions/published-definition';
import type { VersionOutcome, VersionRequest } from '../definitions/version-changes';

/** One version of a definition; where none is named, that of new journeys, or else the newest. Undefined where it was never published. */
export class GetDefinition extends Query<PublishedDefinition | undefined> {
  constructor(
    readonly tenant: string,
    readonly definitionId: string,
    readonly version?: number,
  ) {
    super();
  }
}

/** How open journeys of earlier versions come over to a version. */
export class GetUpgradePaths extends Query<readonly UpgradePath[]> {
  constructor(
    readonly tenant: string,
    readonly definitionId: string,
    readonly version: number,
  ) {
    super();
  }
}

/** One definition with its versions and their changes; undefined where none was ever published. */
export class GetDefinitionHistory extends Query<DefinitionHistory | undefined> {
  constructor(
    readonly tenant: string,
    readonly definitionId: string,
  ) {
    super();
  }
}

export class ListDefinitions extends Query<readonly DefinitionListing[]> {
  constructor(readonly tenant: string) {
    super();
  }
}

export class PublishDefinition extends Command<PublishOutcome> {
  /**
   * @param checked the document as its author wrote it, and what its check found (`checkSubmission`).
   * @param reason why, for the audit trail
   */
  constructor(
    readonly tenant: string,
    readonly checked: CheckedSubmission,
    readonly origin: ChangeOrigin,
    readonly reason?: string,
  ) {
    super();
  }
}

/** Makes a version current, retires it, or un-retires it. */
export class ChangeDefinitionVersion extends Command<VersionOutcome> {
  constructor(
    readonly tenant: string,
    readonly change: 'makeCurrent' | 'retire' | 'unretire',
    readonly request: VersionRequest,
    readonly caller: StreamCaller,
  ) {
    super();
  }
}
