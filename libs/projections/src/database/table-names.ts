import {
  IdentifierNode,
  OperationNodeTransformer,
  type SchemableIdentifierNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';
import type { ReadModelTable } from './read-model-schema';

/** Name in the database of a projection's table: another version, or another build of it, stands beside the live one. */
export function versionedTable(table: ReadModelTable, version: number, slot = 0): string {
  return slot === 0 ? `${table}_v${version}` : `${table}_v${version}_s${slot}`;
}

/**
 * Lets projections say `journeys` and has the database see `journeys_v1`: a rebuild beside the live tables writes by the
 * same statements. Queries need it not, since a view of the plain name stands over the live tables.
 */
export class TableNames implements KyselyPlugin {
  readonly #transformer: OperationNodeTransformer;
  readonly #names: ReadonlyMap<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
    this.#transformer = new TableRenamer(names);
  }

  /** The table that a name stands for. */
  nameOf(table: ReadModelTable): string | undefined {
    return this.#names.get(table);
  }

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(args.node, args.queryId);
  }

  transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(args.result);
  }
}

class TableRenamer extends OperationNodeTransformer {
  readonly #names: ReadonlyMap<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    super();
    this.#names = names;
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const name = this.#names.get(node.identifier.name);
    return name === undefined ? node : { ...node, identifier: IdentifierNode.create(name) };
  }
}
