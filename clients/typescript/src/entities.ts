import { randomUUID } from "node:crypto";
import { InvalidConfiguration } from "./errors.js";
import type { Operations } from "./operations.js";
import { type AskedByName, type Schemas, isThere, pages } from "./resource.js";

/** What is asked of one store: the one that is named, or the client's current one. */
class WithinStore {
  constructor(
    protected readonly operations: Operations,
    private readonly store: () => string | undefined,
  ) {}

  protected of(store: string | undefined): string {
    const named = store ?? this.store();
    if (named === undefined) {
      throw new InvalidConfiguration("which store? Name it, or say client.useStore(…) before");
    }
    return named;
  }
}

/** The topics of one broker. */
export class Topics extends WithinStore {
  /** Names, in order. */
  list(asked: AskedByName & { readonly store?: string } = {}): AsyncGenerator<string> {
    const { store, ...rest } = asked;
    return pages(this.operations, "/api/v1/stores/{store}/topics", { ...rest, path: { store: this.of(store) } });
  }

  async get(name: string, store?: string): Promise<Schemas["Topic"]> {
    const path = { store: this.of(store), topic: name };
    return (await this.operations.send("get", "/api/v1/stores/{store}/topics/{topic}", { path }))
      .body as Schemas["Topic"];
  }

  async exists(name: string, store?: string): Promise<boolean> {
    return isThere(this.get(name, store));
  }

  async create(body: Schemas["CreateTopicRequest"], store?: string): Promise<Schemas["Topic"]> {
    const headers = { "Idempotency-Key": randomUUID() };
    const path = { store: this.of(store) };
    return (await this.operations.send("post", "/api/v1/stores/{store}/topics", { path, body, headers }))
      .body as Schemas["Topic"];
  }

  /**
   * Gives it more partitions, or other properties of the broker's, if it is still what is read here first.
   *
   * @throws {Conflict} where another changed it meanwhile
   */
  async update(name: string, change: Schemas["UpdateTopicRequest"], store?: string): Promise<Schemas["Topic"]> {
    const path = { store: this.of(store), topic: name };
    const { etag } = await this.operations.send("get", "/api/v1/stores/{store}/topics/{topic}", { path });
    const headers = etag === undefined ? {} : { "If-Match": etag };
    return (await this.operations.send("patch", "/api/v1/stores/{store}/topics/{topic}", { path, body: change, headers }))
      .body as Schemas["Topic"];
  }

  async delete(name: string, store?: string): Promise<void> {
    const path = { store: this.of(store), topic: name };
    await this.operations.send("delete", "/api/v1/stores/{store}/topics/{topic}", { path });
  }

  /**
   * With what uses it: pipelines, which are stopped before, and relations.
   *
   * @throws {ResourceInUse} where there are users that the caller may not see
   */
  async deleteCascading(name: string, store?: string): Promise<void> {
    const asked = { path: { store: this.of(store), topic: name }, query: { cascade: true } };
    await this.operations.send("delete", "/api/v1/stores/{store}/topics/{topic}", asked);
  }
}

const ENTITIES = "/api/v1/stores/{store}/entities";

/** What a store has: topics and hubs, folders and files, schemas and tables, by their paths. */
export class Entities extends WithinStore {
  /** What lies in a folder or schema, or in the store itself where no path is given. */
  list(
    asked: AskedByName & { readonly path?: string; readonly store?: string } = {},
  ): AsyncGenerator<Schemas["Entity"]> {
    const { path, store, ...rest } = asked;
    return pages(this.operations, ENTITIES, { ...rest, path: { store: this.of(store) }, query: { path } });
  }

  /** With partitions of a topic, shards of a stream, columns and rows of a table, bytes of a file. */
  async get(path: string, store?: string): Promise<Schemas["EntityDetails"]> {
    const asked = { path: { store: this.of(store) }, query: { path } };
    return (await this.operations.send("get", `${ENTITIES}/details`, asked)).body as Schemas["EntityDetails"];
  }

  async exists(path: string, store?: string): Promise<boolean> {
    return isThere(this.get(path, store));
  }

  /** Some of its rows; of a topic, hub or file as a pipeline would read them. */
  async sample(
    path: string,
    asked: { readonly store?: string; readonly format?: string; readonly records?: number } = {},
  ): Promise<Schemas["DryRun"]> {
    const { store, ...rest } = asked;
    const request = { path: { store: this.of(store) }, query: { path, ...rest } };
    return (await this.operations.send("get", `${ENTITIES}/sample`, request)).body as Schemas["DryRun"];
  }

  /** Adds rows to a topic or hub, as records of JSON, or to a table; tells how many. */
  async insert(path: string, rows: readonly Readonly<Record<string, unknown>>[], store?: string): Promise<number> {
    const headers = { "Idempotency-Key": randomUUID() };
    const request = { path: { store: this.of(store) }, body: { path, rows }, headers };
    const answer = await this.operations.send("post", `${ENTITIES}/insert`, request);
    return (answer.body as Schemas["InsertedRows"]).inserted;
  }
}
