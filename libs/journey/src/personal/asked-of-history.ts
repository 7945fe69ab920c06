import canonicalize from 'canonicalize';
import { transitionOptions } from '../definition/compile-definition';
import type { DefinitionDocument } from '../definition/definition';
import { compileGuard } from '../guard/compile-guard';
import { isPlainObject } from '../plain-json';
import { eitherPersonal, hasPersonal, isPersonalAt, personalDataOf, type PersonalData } from './personal-data';

/**
 * What a document that is not published would find out of the personal data of recorded journeys, if its author chose it
 * for that: a guard, or the context schema, that looks at such data in a way in which no published version does.
 */
export function askedOfPersonal(
  candidate: DefinitionDocument,
  published: readonly DefinitionDocument[],
): string | undefined {
  const personal = eitherPersonal(published.map(personalDataOf));
  if (!hasPersonal(personal)) return undefined;
  const known = new Set(published.flatMap(guardsOf));
  const asking = guardsOf(candidate).find((guard) => !known.has(guard) && readsPersonal(guard, personal));
  if (asking !== undefined) return `the guard ${asking}`;
  const schema = schemaOfPersonal(candidate, personal);
  const isKnown = published.some((version) => schemaOfPersonal(version, personal) === schema);
  return isKnown ? undefined : 'the context schema';
}

function guardsOf(document: DefinitionDocument): readonly string[] {
  return Object.entries(document.states).flatMap(([stateId, state]) =>
    transitionOptions(document, stateId, state).flatMap(({ guard }) => guard ?? []),
  );
}

function readsPersonal(guard: string, personal: PersonalData): boolean {
  const compiled = compileGuard(guard);
  if (!compiled.ok) return false;
  const { wholeContext, contextPaths } = compiled.guard.reads;
  return wholeContext || contextPaths.some((path) => isPersonalAt(personal, path));
}

/** References to anything but definitions of their own: they may lead from personal data to what stands anywhere. */
const FAR_REFERENCE = /"\$(dynamicRef|recursiveRef)":|"\$ref":"(?!#\/(\$defs|definitions)\/)/;

/** The context schema without what says nothing of personal data: the other properties, and which ones are required. */
function schemaOfPersonal({ context = {} }: DefinitionDocument, personal: PersonalData): string | undefined {
  const { properties } = context;
  const whole = canonicalize(context);
  if (whole === undefined || !isPlainObject(properties) || FAR_REFERENCE.test(whole)) return whole;
  const kept = Object.entries(properties).filter(([name]) => isPersonalAt(personal, [name]));
  return canonicalize({ ...context, required: [], properties: Object.fromEntries(kept) });
}
