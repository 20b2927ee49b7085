import { randomUUID } from "node:crypto";
import type { CatalogContext } from "./context.js";
import { InvalidConfiguration, ResourceNotFound } from "./errors.js";
import type { Operations } from "./operations.js";
import type { components } from "./schema.js";

/** The bodies of the API document. */
export type Schemas = components["schemas"];

/** What a list is asked for, beside its filters. */
export interface Asked {
  /** Rows to fetch with one call, 1 to 1000. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/** What a list of what has names is asked for. */
export interface AskedByName extends Asked {
  /** Those whose names begin so. */
  readonly prefix?: string;
}

/** A resource as it was read, with the tag to change it by. */
export interface Tagged<One> {
  readonly value: One;
  readonly etag: string | undefined;
}

interface PageOf<One> {
  readonly items: One[];
  readonly nextPageToken?: string;
}

/** All rows of a list, page after page; a page is asked for when the one before is used up. */
export async function* pages<One>(
  operations: Operations,
  path: string,
  asked: AskedByName & { readonly path?: Record<string, string>; readonly query?: Record<string, unknown> },
): AsyncGenerator<One, void, undefined> {
  let pageToken: string | undefined;
  do {
    const { body } = await operations.send("get", path, {
      ...(asked.path && { path: asked.path }),
      ...(asked.signal && { signal: asked.signal }),
      query: { limit: asked.pageSize ?? 1000, prefix: asked.prefix, ...asked.query, pageToken },
    });
    const page = body as PageOf<One>;
    yield* page.items;
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
}

/** What can be read of every kind of resource. */
export class Readable<One> {
  constructor(
    protected readonly operations: Operations,
    protected readonly collection: string,
  ) {}

  /** All of them that the caller may see, in the order of the platform. */
  list(asked: AskedByName = {}): AsyncGenerator<One, void, undefined> {
    return pages<One>(this.operations, this.collection, asked);
  }

  /** @throws {ResourceNotFound} */
  async get(name: string): Promise<One> {
    return (await this.read(name)).value;
  }

  /** The same, with its entity tag. */
  async read(name: string): Promise<Tagged<One>> {
    const { body, etag } = await this.operations.send("get", this.item(), { path: this.named(name) });
    return { value: body as One, etag };
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

  /** What the platform knows it by. */
  protected named(name: string): { name: string } {
    return { name };
  }

  protected item(rest = ""): string {
    return `${this.collection}/{name}${rest}`;
  }

  /** One of the verbs that a kind has beside the usual five. */
  protected async verb<Result>(name: string, verb: string, body?: unknown): Promise<Result> {
    const answer = await this.operations.send("post", this.item(`/${verb}`), { path: this.named(name), body });
    return answer.body as Result;
  }
}

/** What can be made and removed, too. */
export class Makeable<One, New, Made = One> extends Readable<One> {
  /**
   * Makes one. Whatever becomes of the answer, it is made once: each call has a key of its own by which the platform knows it
   * again.
   *
   * @throws {ResourceAlreadyExists}
   */
  async create(body: New): Promise<Made> {
    const headers = { "Idempotency-Key": randomUUID() };
    return (await this.operations.send("post", this.collection, { body, headers })).body as Made;
  }

  /** @throws {ResourceInUse} with its users in `problem.users` */
  async delete(name: string): Promise<void> {
    await this.operations.send("delete", this.item(), { path: this.named(name) });
  }
}

/** What can be changed, too. */
export class Changeable<One, New, Change, Made = One> extends Makeable<One, New, Made> {
  /**
   * Changes one, if it is still what was read: by `etag`, or else by a look that this takes first.
   *
   * @throws {Conflict} where another changed it meanwhile
   */
  async update(name: string, change: Change, etag?: string): Promise<One> {
    const tag = etag ?? (await this.read(name)).etag;
    const answer = await this.operations.send("patch", this.item(), {
      path: this.named(name),
      body: change,
      ...(tag !== undefined && { headers: { "If-Match": tag } }),
    });
    return answer.body as One;
  }
}

/** What belongs to somebody, too. */
export class Owned<One, New, Change, Made = One> extends Changeable<One, New, Change, Made> {
  /** Gives one another owner, as callers are named in the audit log: `user:ben`. */
  async handOver(name: string, owner: string): Promise<One> {
    const asked = { path: this.named(name), body: { owner } };
    return (await this.operations.send("put", this.item("/owner"), asked)).body as One;
  }
}

/** What can be deleted with its users, too. */
export class Cascading<One, New, Change> extends Owned<One, New, Change> {
  /**
   * With what uses it: pipelines are stopped before, tables can be taken back. Records and rows stay.
   *
   * @throws {ResourceInUse} where there are users that the caller may not see
   */
  async deleteCascading(name: string): Promise<void> {
    await this.operations.send("delete", this.item(), { path: this.named(name), query: { cascade: true } });
  }
}

export class Stores extends Cascading<Schemas["Store"], Schemas["CreateStoreRequest"], Schemas["UpdateStoreRequest"]> {
  /** Really connects; and looks at an entity of it by its path, such as a hub, whose namespace tells of no other. */
  async testConnection(name: string, entity?: string): Promise<Schemas["ConnectionTest"]> {
    const asked = { path: { store: name }, query: { entity } };
    return (await this.operations.send("post", "/api/v1/stores/{store}/test-connection", asked))
      .body as Schemas["ConnectionTest"];
  }
}

export class Secrets extends Cascading<
  Schemas["Secret"],
  Schemas["CreateSecretRequest"],
  Schemas["UpdateSecretRequest"]
> {}

/** Tables, by names in the current database and schema unless these say more. */
export class Tables extends Owned<Schemas["Table"], Schemas["CreateTableRequest"], Schemas["UpdateTableRequest"]> {
  constructor(
    operations: Operations,
    collection: string,
    private readonly context: CatalogContext,
  ) {
    super(operations, collection);
  }

  override create(body: Schemas["CreateTableRequest"]): Promise<Schemas["Table"]> {
    return super.create({ ...body, ...this.named(body.name) });
  }

  protected override named(name: string): { name: string } {
    return { name: this.context.table(name) };
  }
}

export class Pipelines extends Owned<
  Schemas["Pipeline"],
  Schemas["CreatePipelineRequest"],
  Schemas["UpdatePipelineRequest"]
> {
  start(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "start");
  }

  /** Takes what the topic holds now, then stops. */
  drain(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "drain");
  }

  stop(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "stop");
  }

  reset(name: string, position: Schemas["ResetPipelineRequest"]): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "reset", position);
  }

  /** Puts the small files of its Delta table together, for about ten seconds. */
  compact(name: string): Promise<Schemas["CompactionReport"]> {
    return this.verb(name, "compact");
  }

  async progress(name: string): Promise<Schemas["PipelineProgress"]> {
    const answer = await this.operations.send("get", this.item("/progress"), { path: { name } });
    return answer.body as Schemas["PipelineProgress"];
  }
}

export class ComputePools extends Cascading<
  Schemas["ComputePool"],
  Schemas["CreateComputePoolRequest"],
  Schemas["UpdateComputePoolRequest"]
> {
  /** Lets its pipelines go on where they were. */
  start(name: string): Promise<Schemas["ComputePool"]> {
    return this.verb(name, "start");
  }

  /** Suspends it until it is started. */
  stop(name: string): Promise<Schemas["ComputePool"]> {
    return this.verb(name, "stop");
  }
}

/** What transforms call by name. */
export class Functions extends Cascading<
  Schemas["Function"],
  Schemas["CreateFunctionRequest"],
  Schemas["UpdateFunctionRequest"]
> {}

/** Descriptors of Protobuf messages, as protoc writes them; `content` is Base64. */
export class DescriptorSources extends Cascading<
  Schemas["DescriptorSource"],
  Schemas["CreateDescriptorSourceRequest"],
  Schemas["UpdateDescriptorSourceRequest"]
> {}

/** Jars, methods of which functions may be; `content` is Base64. */
export class FunctionSources extends Cascading<
  Schemas["FunctionSource"],
  Schemas["CreateFunctionSourceRequest"],
  Schemas["UpdateFunctionSourceRequest"]
> {}

export class Users extends Cascading<Schemas["User"], Schemas["CreateUserRequest"], Schemas["UpdateUserRequest"]> {}

export class Tokens extends Owned<
  Schemas["ApiToken"],
  Schemas["CreateTokenRequest"],
  Schemas["UpdateTokenRequest"],
  Schemas["CreatedToken"]
> {}

export class Roles extends Cascading<Schemas["Role"], Schemas["CreateRoleRequest"], Schemas["UpdateRoleRequest"]> {
  /** Has whoever has a role have another one, too. */
  async grant(name: string, granted: string): Promise<void> {
    await this.operations.send("put", this.item("/roles/{granted}"), { path: { name, granted } });
  }

  async revoke(name: string, granted: string): Promise<void> {
    await this.operations.send("delete", this.item("/roles/{granted}"), { path: { name, granted } });
  }
}

export class Grants {
  constructor(private readonly operations: Operations) {}

  /** All of them, or a role's, or those on things of a kind or on one of a name. */
  list(
    asked: Asked & {
      readonly role?: string;
      readonly inherited?: boolean;
      readonly kind?: Schemas["Grant"]["kind"];
      readonly name?: string;
    } = {},
  ): AsyncGenerator<Schemas["Grant"]> {
    const { role, inherited, kind, name, ...rest } = asked;
    return pages(this.operations, "/api/v1/grants", { ...rest, query: { role, inherited, kind, name } });
  }

  /** @throws {ResourceNotFound} */
  async get(id: number): Promise<Schemas["Grant"]> {
    return (await this.operations.send("get", "/api/v1/grants/{id}", { path: { id } })).body as Schemas["Grant"];
  }

  async create(body: Schemas["CreateGrantRequest"]): Promise<Schemas["Grant"]> {
    const headers = { "Idempotency-Key": randomUUID() };
    return (await this.operations.send("post", "/api/v1/grants", { body, headers })).body as Schemas["Grant"];
  }

  async delete(id: number): Promise<void> {
    await this.operations.send("delete", "/api/v1/grants/{id}", { path: { id } });
  }
}

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

  /** With partitions of a topic, columns and rows of a table, bytes of a file. */
  async get(path: string, store?: string): Promise<Schemas["EntityDetails"]> {
    const asked = { path: { store: this.of(store) }, query: { path } };
    return (await this.operations.send("get", `${ENTITIES}/details`, asked)).body as Schemas["EntityDetails"];
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
