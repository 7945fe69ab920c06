/** What a change is of. */
export const CHANGED_PARTS = [
  'definition',
  'state',
  'transition',
  'guard',
  'timeout',
  'escalation',
  'context',
  'policy',
  'upgrade',
] as const;
export type ChangedPart = (typeof CHANGED_PARTS)[number];

/** `reordered`: of transitions, of which the first whose guard holds is taken. */
export const CHANGE_KINDS = ['added', 'removed', 'changed', 'renamed', 'reordered'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One difference of two documents. */
export interface DefinitionChange {
  readonly part: ChangedPart;
  readonly kind: ChangeKind;
  /** Place in the later document, of what was removed in the earlier one: a JSON Pointer (RFC 6901). */
  readonly path: string;
  /** State that it is about, as the earlier document calls it; an added one as the later document does. */
  readonly stateId?: string;
  /** One sentence for people. */
  readonly message: string;
  /** What the earlier document says; absent of what was added. */
  readonly before?: unknown;
  /** What the later document says; absent of what was removed. */
  readonly after?: unknown;
}

/** Where and of what a change is, whatever changed. */
export type ChangeSubject = Pick<DefinitionChange, 'part' | 'stateId'> & {
  /** For people: `State "PAY"`. */
  readonly name: string;
};

/** A part of a JSON Pointer. */
export function pointerPart(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Whether two JSON values say the same; the order of an object's members says nothing. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSameJson(left[name], right[name]))
  );
}

/** The change of one value; none where both documents say the same. */
export function changeOf(
  { name, ...subject }: ChangeSubject,
  places: { readonly before: string; readonly after: string },
  before: unknown,
  after: unknown,
): readonly DefinitionChange[] {
  if (isSameJson(before, after)) return [];
  if (before === undefined) {
    return [{ ...subject, kind: 'added', path: places.after, message: `${name} is added: ${shown(after)}.`, after }];
  }
  if (after === undefined) {
    const message = `${name} is removed; it was ${shown(before)}.`;
    return [{ ...subject, kind: 'removed', path: places.before, message, before }];
  }
  const message = `${name} is ${shown(after)} instead of ${shown(before)}.`;
  return [{ ...subject, kind: 'changed', path: places.after, message, before, after }];
}

/** The changes of an object's members. */
export function memberChanges(
  subject: ChangeSubject,
  places: { readonly before: string; readonly after: string },
  before: object,
  after: object,
  except: readonly string[] = [],
): readonly DefinitionChange[] {
  const [old, present] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return namesOf(old, present)
    .filter((name) => !except.includes(name))
    .flatMap((name) => {
      const part = pointerPart(name);
      const at = { before: places.before + part, after: places.after + part };
      return changeOf({ ...subject, name: `${subject.name}: ${name}` }, at, own(old, name), own(present, name));
    });
}

/** The members of both, those of the earlier one first. */
export function namesOf(before: object = {}, after: object = {}): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

export function own(object: object | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

const LONGEST_SHOWN = 120;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
