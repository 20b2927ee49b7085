import { randomUUID } from "node:crypto";
import { ResourceNotFound } from "./errors.js";
import type { Operations } from "./operations.js";
import { type Asked, Cascading, type Schemas, type Tagged, pages } from "./resources.js";

const DEFAULT_DATABASE = "weir";
const DEFAULT_SCHEMA = "default";
const SCHEMAS = "/api/v1/databases/{database}/schemas";

/** What names of tables are in which say less than all of `database.schema.table`. */
export class CatalogContext {
  database = DEFAULT_DATABASE;
  schema = DEFAULT_SCHEMA;

  use(database: string, schema: string = DEFAULT_SCHEMA): void {
    this.database = database;
    this.schema = schema;
  }

  /** The database and the schema that `schema` or `database.schema` means. */
  schemaOf(name: string): { database: string; schema: string } {
    const dot = name.indexOf(".");
    return dot < 0
      ? { database: this.database, schema: name }
      : { database: name.slice(0, dot), schema: name.slice(dot + 1) };
  }

  /** The name that the platform knows a table by: the shortest that means it without a context. */
  table(name: string): string {
    const parts = name.split(".");
    if (parts.length > 2 || parts.includes("")) {
      return shortest(name);
    }
    return shortest(parts.length === 2 ? `${this.database}.${name}` : `${this.database}.${this.schema}.${name}`);
  }
}

function shortest(name: string): string {
  const [database, schema, table, ...more] = name.split(".");
  if (database !== DEFAULT_DATABASE || !schema || !table || more.length > 0) {
    return name;
  }
  return schema === DEFAULT_SCHEMA ? table : `${schema}.${table}`;
}

export class Databases extends Cascading<
  Schemas["Database"],
  Schemas["CreateDatabaseRequest"],
  Schemas["UpdateDatabaseRequest"]
> {}

/** Schemas: `schema` is one of the current database, `database.schema` says it. */
export class TableSchemas {
  constructor(
    private readonly operations: Operations,
    private readonly context: CatalogContext,
  ) {}

  /** In the order of their names. */
  list(asked: Asked & { readonly database?: string } = {}): AsyncGenerator<Schemas["TableSchema"]> {
    const { database, ...rest } = asked;
    return pages(this.operations, SCHEMAS, { ...rest, path: { database: database ?? this.context.database } });
  }

  /** @throws {ResourceNotFound} */
  async get(name: string): Promise<Schemas["TableSchema"]> {
    return (await this.read(name)).value;
  }

  /** The same, with its entity tag. */
  async read(name: string): Promise<Tagged<Schemas["TableSchema"]>> {
    const { body, etag } = await this.send("get", name);
    return { value: body as Schemas["TableSchema"], etag };
  }

  async exists(name: string): Promise<boolean> {
    try {
      await this.read(name);
      return true;
    } catch (failure) {
      if (failure instanceof ResourceNotFound) {
        return false;
      }
      throw failure;
    }
  }

  /** @throws {ResourceAlreadyExists} */
  async create(body: Schemas["CreateTableSchemaRequest"]): Promise<Schemas["TableSchema"]> {
    const { database, schema } = this.context.schemaOf(body.name);
    const headers = { "Idempotency-Key": randomUUID() };
    const made = { path: { database }, body: { ...body, name: schema }, headers };
    return (await this.operations.send("post", SCHEMAS, made)).body as Schemas["TableSchema"];
  }

  /**
   * Changes one, if it is still what was read: by `etag`, or else by a look that this takes first.
   *
   * @throws {Conflict} where another changed it meanwhile
   */
  async update(
    name: string,
    change: Schemas["UpdateTableSchemaRequest"],
    etag?: string,
  ): Promise<Schemas["TableSchema"]> {
    const tag = etag ?? (await this.read(name)).etag;
    const headers = tag === undefined ? {} : { "If-Match": tag };
    return (await this.send("patch", name, { body: change, headers })).body as Schemas["TableSchema"];
  }

  /** @throws {ResourceInUse} with its users; with `cascade` its tables are dropped, to be taken back */
  async delete(name: string, cascade = false): Promise<void> {
    await this.send("delete", name, cascade ? { query: { cascade } } : {});
  }

  async handOver(name: string, owner: string): Promise<Schemas["TableSchema"]> {
    return (await this.send("put", name, { body: { owner } }, "/owner")).body as Schemas["TableSchema"];
  }

  private send(method: string, name: string, more: object = {}, rest = "") {
    return this.operations.send(method, `${SCHEMAS}/{schema}${rest}`, { path: this.context.schemaOf(name), ...more });
  }
}
