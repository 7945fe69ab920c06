import type { GuardScope, GuardVerdict } from '../guard/guard-scope';
import { compileContextSchema } from './context-schema';
import { ABORT_TIMEOUT_STATE } from './definition';
import type {
  CompiledDefinition,
  DefinitionDocument,
  FinalOutcome,
  StateDefinition,
  TimeoutDefinition,
  TransitionOption,
} from './definition';
import { definitionHash } from './definition-hash';
import { lineageOf } from './lineage';
import { compileGuard } from '../guard/compile-guard';
import type { GuardCompilation } from '../guard/compile-guard';
import type { TimeoutRules } from '../timing/timeout-rules';

/** What a decision asks of one state, computed once. */
interface StatePlan {
  readonly final: boolean;
  readonly outcome: FinalOutcome | undefined;
  readonly transitions: readonly TransitionOption[];
  readonly targets: readonly string[];
  readonly timeout: TimeoutDefinition | undefined;
}

const NO_TRANSITIONS: readonly TransitionOption[] = [];
const NO_TARGETS: readonly string[] = [];
const compiled = new WeakMap<DefinitionDocument, CompiledDefinition>();

/** Takes a checked document. In an unchecked one faulty guards count as false, a faulty schema is a `TypeError`. */
export function compileDefinition(document: DefinitionDocument): CompiledDefinition {
  const known = compiled.get(document);
  if (known !== undefined) return known;
  const schema = compileContextSchema(document.context, versionName(document), 'kept');
  if (!schema.ok) throw new TypeError(`${document.id} has a faulty context schema: ${schema.message}`);
  const plans = statePlans(document);
  const guards = compiledGuards(plans);

  const lineage = lineageOf(document);
  const definition: CompiledDefinition = {
    document,
    id: document.id,
    version: document.version,
    hash: definitionHash(document),
    initial: document.initial,
    contextDefaults: schema.schema.defaults,
    withDefaults: (context) => schema.schema.withDefaults(context),
    hasState: (stateId) => plans.has(stateId),
    isFinal: (stateId) => plans.get(stateId)?.final ?? false,
    outcomeOf: (stateId) => plans.get(stateId)?.outcome,
    transitionsFrom: (stateId) => plans.get(stateId)?.transitions ?? NO_TRANSITIONS,
    targetsFrom: (stateId) => plans.get(stateId)?.targets ?? NO_TARGETS,
    timeoutOf: (stateId) => plans.get(stateId)?.timeout,
    ...(lineage === undefined ? {} : { lineage }),
    evaluateGuard: (expression, scope) => verdictOf(guards.get(expression) ?? compileGuard(expression), scope),
    contextErrors: (context, given = 'you sent') => schema.schema.errors(context, given),
    withoutUnknown: (context) => schema.schema.withoutUnknown(context),
  };
  compiled.set(document, definition);
  return definition;
}

/** The definition with its changed timeouts; their targets and escalations stay those of the document. */
export function withTimeoutRules(definition: CompiledDefinition, rules: TimeoutRules): CompiledDefinition {
  return rules.changes.size === 0 && rules.pauses.length === 0 ? definition : { ...definition, timeoutRules: rules };
}

/** How sentences name a version of a definition. */
export function versionName({ id, version }: Pick<DefinitionDocument, 'id' | 'version'>): string {
  return `${id} version ${version}`;
}

/** States of a document with `ABORT_TIMEOUT` added as a final one if omitted. */
export function statesOf(document: DefinitionDocument): ReadonlyMap<string, StateDefinition> {
  const states = new Map(Object.entries(document.states));
  if (!states.has(ABORT_TIMEOUT_STATE)) states.set(ABORT_TIMEOUT_STATE, { final: true });
  return states;
}

/** A state's own transitions and then those of `anyState`, which do not lead from a state to itself. */
export function transitionOptions(
  document: DefinitionDocument,
  stateId: string,
  state: StateDefinition,
): readonly TransitionOption[] {
  if (state.final === true) return NO_TRANSITIONS;
  const own = (state.transitions ?? []).map((option) => ({ ...option, from: stateId, fromAnyState: false }));
  const shared = (document.anyState?.transitions ?? [])
    .filter((option) => option.target !== stateId)
    .map((option) => ({ ...option, from: stateId, fromAnyState: true }));
  return [...own, ...shared];
}

function statePlans(document: DefinitionDocument): ReadonlyMap<string, StatePlan> {
  const plans = new Map<string, StatePlan>();
  for (const [stateId, state] of statesOf(document)) {
    const transitions = transitionOptions(document, stateId, state);
    plans.set(stateId, {
      final: state.final === true,
      outcome: state.final === true ? state.outcome : undefined,
      transitions,
      targets: [...new Set(transitions.map((option) => option.target))],
      timeout: state.final === true ? undefined : state.timeout,
    });
  }
  return plans;
}

function compiledGuards(plans: ReadonlyMap<string, StatePlan>): ReadonlyMap<string, GuardCompilation> {
  const guards = new Map<string, GuardCompilation>();
  for (const { transitions } of plans.values()) {
    for (const { guard } of transitions) {
      if (guard !== undefined && !guards.has(guard)) guards.set(guard, compileGuard(guard));
    }
  }
  return guards;
}

function verdictOf(compilation: GuardCompilation, scope: GuardScope): GuardVerdict {
  if (compilation.ok) return compilation.guard.evaluate(scope);
  return { holds: false, inputs: {}, error: `The guard ${compilation.problem}.` };
}
