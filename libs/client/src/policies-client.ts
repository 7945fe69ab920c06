import { ResourceClient } from './resource-client';
import type { PolicyViolationPage, PolicyViolationSearch } from './types';

/** Policies: what live journeys broke. */
export class PoliciesClient extends ResourceClient {
  /** One page of recorded violations, newest first. */
  violations(search: PolicyViolationSearch = {}): Promise<PolicyViolationPage> {
    return this.read('/v1/policies/violations', { ...search });
  }
}
