import { statesOf, transitionOptions } from './compile-definition';
import { ABORT_TIMEOUT_STATE } from './definition';
import type { DefinitionDocument, StateDefinition } from './definition';

/** A Mermaid `stateDiagram-v2`. States get aliases, since ids may hold blanks and keywords; `anyState` is one node. */
export function definitionDiagram(document: DefinitionDocument): string {
  const states = statesOf(document);
  const aliases = new Map([...states.keys()].map((stateId, index) => [stateId, `s${index}`]));
  const alias = (stateId: string): string => aliases.get(stateId) ?? 'unknown';
  const shown = drawnStates(document);

  const lines = ['stateDiagram-v2'];
  for (const [stateId, { title, escalation }] of shown) {
    const call = escalation === undefined ? '' : ` (escalates to ${escalation})`;
    const name = `${title === undefined ? stateId : `${stateId}: ${title}`}${call}`;
    lines.push(`  state "${safe(name)}" as ${alias(stateId)}`);
  }
  lines.push(`  [*] --> ${alias(document.initial)}`);
  for (const [stateId, state] of shown) {
    for (const option of transitionOptions(document, stateId, state).filter(({ fromAnyState }) => !fromAnyState)) {
      lines.push(arrow(alias(stateId), alias(option.target), [option.event, guardLabel(option.guard)]));
    }
    if (state.timeout !== undefined && state.final !== true) {
      const target = alias(state.timeout.target ?? ABORT_TIMEOUT_STATE);
      lines.push(arrow(alias(stateId), target, [`after ${state.timeout.after}`, state.timeout.escalation]));
    }
    if (state.final === true) lines.push(`  ${alias(stateId)} --> [*]`);
  }
  const shared = document.anyState?.transitions ?? [];
  if (shared.length > 0) lines.push('  state "any state" as any');
  for (const { target, event, guard } of shared) lines.push(arrow('any', alias(target), [event, guardLabel(guard)]));
  return `${lines.join('\n')}\n`;
}

/** The states that a drawing has: `ABORT_TIMEOUT` where the document has it or something leads to it. */
export function drawnStates(document: DefinitionDocument): ReadonlyMap<string, StateDefinition> {
  const states = statesOf(document);
  return isUsed(document) ? states : new Map([...states].filter(([stateId]) => stateId !== ABORT_TIMEOUT_STATE));
}

function isUsed(document: DefinitionDocument): boolean {
  const all = Object.values(document.states);
  return (
    document.initial === ABORT_TIMEOUT_STATE ||
    Object.hasOwn(document.states, ABORT_TIMEOUT_STATE) ||
    all.some(
      ({ timeout }) => timeout !== undefined && (timeout.target ?? ABORT_TIMEOUT_STATE) === ABORT_TIMEOUT_STATE,
    ) ||
    [...all.map(({ transitions }) => transitions), document.anyState?.transitions]
      .flatMap((transitions) => transitions ?? [])
      .some(({ target }) => target === ABORT_TIMEOUT_STATE)
  );
}

function arrow(from: string, to: string, labels: readonly (string | undefined)[]): string {
  const label = labels.filter((part) => part !== undefined).join(' ');
  return `  ${from} --> ${to}${label === '' ? '' : `: ${safe(label)}`}`;
}

function guardLabel(guard: string | undefined): string | undefined {
  return guard === undefined ? undefined : `[${guard}]`;
}

/** Mermaid's entity codes for what its grammar or a web page would take for more than text. */
function safe(text: string): string {
  return text.replace(/[#;:"'<>{}\\`%&\n\r]/g, (character) => `#${character.codePointAt(0) ?? 32};`);
}
