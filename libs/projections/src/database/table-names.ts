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

/** Name in the database of a projection's table: another version or a shadow table has another name than the live one. */
export function versionedTable(table: string, version: number, slot = 0): string {
  return slot === 0 ? `${table}_v${version}` : `${table}_v${version}_s${slot}`;
}

/** `journeys` becomes `journeys_v1` for writers, so that a rebuild fills its shadow tables by the same statements. */
export class TableNames implements KyselyPlugin {
  readonly #transformer: OperationNodeTransformer;

  constructor(private readonly names: ReadonlyMap<string, string>) {
    this.#transformer = new TableRenamer(names);
  }

  nameOf(table: string): string | undefined {
    return this.names.get(table);
  }

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(args.node, args.queryId);
  }

  transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(args.result);
  }
}

class TableRenamer extends OperationNodeTransformer {
  constructor(private readonly names: ReadonlyMap<string, string>) {
    super();
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const name = this.names.get(node.identifier.name);
    return name === undefined ? node : { ...node, identifier: IdentifierNode.create(name) };
  }
}
