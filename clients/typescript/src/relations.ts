import type { CatalogContext } from "./context.js";
import type { Operations } from "./operations.js";
import { type AskedByName, Cascading, type Schemas, pages } from "./resource.js";

const RELATIONS = "/api/v1/relations";

export type RelationKind = Schemas["Relation"]["kind"];

/** What a relation is made from, but for the kind where that is known. */
export type NewRelation = Omit<Schemas["CreateRelationRequest"], "kind"> & { readonly kind?: RelationKind };

/** Relations of one kind, or of all, by names in the current database and schema unless these say more. */
export class Relations extends Cascading<Schemas["Relation"], NewRelation, Schemas["UpdateRelationRequest"]> {
  constructor(
    operations: Operations,
    private readonly context: CatalogContext,
    private readonly kind?: RelationKind,
  ) {
    super(operations, RELATIONS);
  }

  /** All of a schema, the current one unless it is said, in the order of their names. */
  override list(asked: AskedByName & { readonly schema?: string } = {}): AsyncGenerator<Schemas["Relation"], void, undefined> {
    const { schema, ...rest } = asked;
    const named = this.context.schemaOf(schema ?? this.context.schema);
    const query = { kind: this.kind, schema: `${named.database}.${named.schema}` };
    return pages(this.operations, RELATIONS, { ...rest, query });
  }

  override create(body: NewRelation): Promise<Schemas["Relation"]> {
    return super.create({ ...(this.kind && { kind: this.kind }), ...body, ...this.named(body.name) });
  }

  /** Declares records of a topic, a hub or files, with the types of their columns by name. */
  createWithSchema(
    name: string,
    columns: Readonly<Record<string, string>>,
    more: Omit<NewRelation, "name" | "columns">,
  ): Promise<Schemas["Relation"]> {
    const declared = Object.entries(columns).map(([column, type]) => ({ name: column, type }));
    return this.create({ ...more, name, columns: declared });
  }

  /**
   * Makes one that a query over another feeds; `start` has it begin. A view has no tables.
   *
   * @param query a SELECT … FROM one relation WHERE …, which says of its name what it has of schema and database
   */
  createFromSelect(
    name: string,
    query: string,
    more: Omit<NewRelation, "name" | "query"> = {},
  ): Promise<Schemas["Relation"]> {
    return this.create({ ...more, name, query });
  }

  /** Starts the pipeline that feeds it. */
  start(name: string): Promise<Schemas["Relation"]> {
    return this.verb(name, "start");
  }

  /** Stops the pipeline that feeds it, after the batch in hand. */
  stop(name: string): Promise<Schemas["Relation"]> {
    return this.verb(name, "stop");
  }

  /** What the pipeline does that feeds it; undefined where none was made with it. */
  async status(name: string): Promise<Schemas["RelationPipeline"] | undefined> {
    return (await this.get(name)).pipeline;
  }

  /** Some of its rows. */
  async sample(name: string, records = 100): Promise<Schemas["DryRun"]> {
    const asked = { path: this.named(name), query: { records } };
    return (await this.operations.send("get", this.item("/sample"), asked)).body as Schemas["DryRun"];
  }

  protected override named(name: string): { name: string } {
    return { name: this.context.table(name) };
  }
}
