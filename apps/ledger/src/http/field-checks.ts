/** Whether a field of a DTO is as its rule wants it. */
type FieldCheck = (value: unknown) => boolean;

type DtoPrototype = object;

const checks = new Map<DtoPrototype, Map<string, FieldCheck>>();

/** Keeps a field's check beside what class-validator keeps of it. */
export function checkedField(check: FieldCheck): PropertyDecorator {
  return (prototype, property) => {
    const own = checks.get(prototype) ?? new Map<string, FieldCheck>();
    own.set(String(property), check);
    checks.set(prototype, own);
  };
}

/**
 * The checks of a DTO's fields, those it inherits included, by name.
 *
 * class-validator gathers them anew for every object and allocates an error for every field, which took a quarter of
 * all memory that a transition allocates. So an object is first put to the checks alone; only one that fails them is
 * given to class-validator, for its sentences.
 */
export function fieldChecks(Dto: new () => object): ReadonlyMap<string, FieldCheck> {
  let all = gathered.get(Dto);
  if (!all) gathered.set(Dto, (all = gather(Dto)));
  return all;
}

const gathered = new Map<new () => object, ReadonlyMap<string, FieldCheck>>();

function gather(Dto: new () => object): ReadonlyMap<string, FieldCheck> {
  const all = new Map<string, FieldCheck>();
  for (let prototype: unknown = Dto.prototype; isObject(prototype); prototype = Object.getPrototypeOf(prototype)) {
    for (const [property, check] of checks.get(prototype) ?? []) if (!all.has(property)) all.set(property, check);
  }
  return all;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
