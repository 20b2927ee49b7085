import { randomUUID } from "node:crypto";
import type { CatalogContext } from "./context.js";
import type { Operations } from "./operations.js";
import { type AskedByName, Cascading, type Schemas, type Tagged, isThere, pages } from "./resource.js";

const SCHEMAS = "/api/v1/databases/{database}/schemas";

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
  list(asked: AskedByName & { readonly database?: string } = {}): AsyncGenerator<Schemas["TableSchema"]> {
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
    return isThere(this.read(name));
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
