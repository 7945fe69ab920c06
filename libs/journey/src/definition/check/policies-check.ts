import { isoDurationProblem } from '../../timing/duration';
import { policyGraph, provePolicy, type PolicyGraph, type PolicyVerdict } from '../../policy/policy-proof';
import type { DefinitionDocument, PolicyDefinition, PolicyKind } from '../definition';
import type { DefinitionError } from '../finding';
import { named, pointer, unknownName } from '../finding';
import type { StateGraph } from './state-graph';

/** What the check says of a policy. */
export interface CheckedPolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly verdict: PolicyVerdict;
  /** One sentence: why. */
  readonly message: string;
  /** States, one after the other, of a journey that breaks it; absent if none can without an operator. */
  readonly example?: readonly string[];
}

export interface PolicyFindings {
  readonly errors: readonly DefinitionError[];
  /** Of policies without an error. */
  readonly policies: readonly CheckedPolicy[];
}

type Member = 'first' | 'then' | 'state' | 'states' | 'within' | 'atMost';

/** The members of each kind: those it needs, and those it may have. */
const MEMBERS: Readonly<Record<PolicyKind, { readonly needs: readonly Member[]; readonly may: readonly Member[] }>> = {
  precedence: { needs: ['first', 'then'], may: [] },
  response: { needs: ['first', 'then'], may: ['within'] },
  chainResponse: { needs: ['first', 'then'], may: [] },
  existence: { needs: ['state'], may: ['within'] },
  absence: { needs: ['state'], may: ['atMost'] },
  notCoexistence: { needs: ['states'], may: [] },
};
const ALL_MEMBERS: readonly Member[] = ['first', 'then', 'state', 'states', 'within', 'atMost'];

/** Rules about policies, and whether the states imply each of them. */
export function checkPolicies(document: DefinitionDocument, { states }: StateGraph): PolicyFindings {
  const errors: DefinitionError[] = [];
  const policies: CheckedPolicy[] = [];
  let graph: PolicyGraph | undefined;
  for (const [name, policy] of Object.entries(document.policies ?? {})) {
    const found = [...unsoundPolicy(name, policy, states), ...unknownEscalation(document, name, policy)];
    errors.push(...found);
    if (found.length > 0 || !states.has(document.initial)) continue;
    graph ??= policyGraph(document);
    const checked = checkedPolicy(name, policy, graph);
    if (checked.verdict === 'excluded') {
      errors.push({ code: 'POLICY_EXCLUDED', path: pointer('policies', name), message: checked.message });
    }
    policies.push(checked);
  }
  return { errors, policies };
}

function unsoundPolicy(
  name: string,
  policy: PolicyDefinition,
  states: ReadonlyMap<string, unknown>,
): readonly DefinitionError[] {
  const { kind, first, then, state, states: both = [], within } = policy;
  const path = pointer('policies', name);
  const { needs, may } = MEMBERS[kind];
  const errors: DefinitionError[] = [];
  const invalid = (at: string, message: string): number => errors.push({ code: 'POLICY_INVALID', path: at, message });
  for (const member of ALL_MEMBERS) {
    if (needs.includes(member) && policy[member] === undefined) {
      invalid(
        path,
        `The policy ${named(name)} has no ${named(member)}; ${kind} needs ${needs.map(named).join(' and ')}.`,
      );
    } else if (policy[member] !== undefined && !needs.includes(member) && !may.includes(member)) {
      const known = [...needs, ...may].map(named).join(', ');
      invalid(`${path}/${member}`, `${kind} has no ${named(member)}; it has ${known}.`);
    }
  }
  if (first !== undefined && first === then)
    invalid(`${path}/then`, `"first" and "then" are the same state; name two.`);
  if (both.length === 2 && both[0] === both[1]) invalid(`${path}/states`, `"states" has one state twice; name two.`);
  const places = [['first', first], ['then', then], ['state', state], ...both.map((one, i) => [`states/${i}`, one])];
  for (const [member, stateId] of places) {
    if (stateId === undefined || states.has(stateId)) continue;
    const message = `The policy ${named(name)}: ${unknownName(stateId, 'a state', states.keys())}`;
    errors.push({ code: 'POLICY_STATE_UNKNOWN', path: `${path}/${member}`, message });
  }
  const duration = within === undefined ? undefined : isoDurationProblem(within);
  if (duration !== undefined) errors.push({ code: 'DURATION_INVALID', path: `${path}/within`, message: duration });
  return errors;
}

function unknownEscalation(
  { escalations = {} }: DefinitionDocument,
  name: string,
  { escalation }: PolicyDefinition,
): readonly DefinitionError[] {
  if (escalation === undefined || Object.hasOwn(escalations, escalation)) return [];
  const message = `The escalation ${unknownName(escalation, 'in escalations', Object.keys(escalations))}`;
  return [{ code: 'ESCALATION_UNKNOWN', path: pointer('policies', name, 'escalation'), message }];
}

function checkedPolicy(name: string, policy: PolicyDefinition, graph: PolicyGraph): CheckedPolicy {
  const { verdict, example } = provePolicy(policy, graph);
  const way = (example ?? []).join(' → ');
  const message =
    verdict === 'excluded'
      ? `No journey can keep the policy ${named(name)}; a journey breaks it by ${way}.`
      : example !== undefined
        ? `A journey can break it, by ${way}.`
        : verdict === 'watched'
          ? 'The states imply it, but a timeout can fire late, so its time is watched.'
          : 'The states imply it, unless an operator moves, restarts or migrates the journey.';
  return { name, kind: policy.kind, verdict, message, ...(example && { example }) };
}
