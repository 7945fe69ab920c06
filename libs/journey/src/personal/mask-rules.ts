import { appliedSchemas, schemasOfItem, schemasOfMember, type JsonSchema } from '../definition/applied-schemas';
import { isPlainObject } from '../plain-json';
import { isMarked, reachesMark } from './personal-data';

/** What the schemas that apply to a value say of it. Made once for each place of a schema, whatever contexts come. */
export class MaskRule {
  /** Whether the value is personal data. */
  readonly isMarked: boolean;
  /** Whether neither the value nor anything within it is. */
  readonly isPlain: boolean;
  private readonly declared: ReadonlySet<string>;
  private readonly hasPatterns: boolean;
  /** Items before this place may have schemas of their own. */
  private readonly placed: number;
  private readonly members = new Map<string, MaskRule>();
  private readonly items = new Map<number, MaskRule>();
  private others: MaskRule | undefined;

  constructor(
    private readonly schemas: readonly JsonSchema[],
    private readonly rules: MaskRules,
  ) {
    const { root } = rules;
    this.isMarked = schemas.some((schema) => isMarked(schema, root));
    this.isPlain = !schemas.some((schema) => reachesMark(schema, root));
    this.declared = new Set(
      schemas.flatMap(({ properties }) => (isPlainObject(properties) ? Object.keys(properties) : [])),
    );
    this.hasPatterns = schemas.some(({ patternProperties }) => patternProperties !== undefined);
    const lists = schemas.flatMap(({ prefixItems, items }) => [prefixItems, items]).filter(Array.isArray);
    this.placed = Math.max(0, ...lists.map(({ length }) => length));
  }

  member(name: string): MaskRule {
    const known = this.members.get(name);
    if (known !== undefined) return known;
    const isDeclared = this.declared.has(name);
    if (!isDeclared && this.others !== undefined) return this.others;
    const rule = this.rules.of(schemasOfMember(this.schemas, name, this.rules.root));
    if (isDeclared) this.members.set(name, rule);
    // Names that no schema declares have one rule, unless patterns tell them apart.
    else if (!this.hasPatterns) this.others = rule;
    return rule;
  }

  item(place: number): MaskRule {
    const kept = Math.min(place, this.placed);
    let rule = this.items.get(kept);
    if (rule === undefined) {
      rule = this.rules.of(schemasOfItem(this.schemas, kept, this.rules.root));
      this.items.set(kept, rule);
    }
    return rule;
  }
}

const known = new WeakMap<JsonSchema, MaskRules>();

/** The rules of one context schema. A schema that refers to itself has no more of them than places. */
export class MaskRules {
  /** Of the context itself. */
  readonly whole: MaskRule;
  private readonly ids = new Map<JsonSchema, number>();
  private readonly rules = new Map<string, MaskRule>();

  private constructor(readonly root: JsonSchema) {
    this.whole = this.of([...appliedSchemas(root, root)]);
  }

  static for(root: JsonSchema): MaskRules {
    let rules = known.get(root);
    if (rules === undefined) known.set(root, (rules = new MaskRules(root)));
    return rules;
  }

  of(schemas: readonly JsonSchema[]): MaskRule {
    const key = schemas.map((schema) => this.idOf(schema)).join();
    let rule = this.rules.get(key);
    if (rule === undefined) this.rules.set(key, (rule = new MaskRule(schemas, this)));
    return rule;
  }

  private idOf(schema: JsonSchema): number {
    let id = this.ids.get(schema);
    if (id === undefined) this.ids.set(schema, (id = this.ids.size));
    return id;
  }
}
