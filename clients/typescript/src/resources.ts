import type { CatalogContext } from "./context.js";
import { ResourceNotFound } from "./errors.js";
import type { Operations } from "./operations.js";
import { type AskedByName, Cascading, Owned, type Schemas, type Tagged, pages } from "./resource.js";

type Properties = Readonly<Record<string, string>>;

export class Stores extends Cascading<Schemas["Store"], Schemas["CreateStoreRequest"], Schemas["UpdateStoreRequest"]> {
  /** All of them that the caller may see, or those of a kind. */
  override list(
    asked: AskedByName & { readonly kind?: Schemas["Store"]["kind"] } = {},
  ): AsyncGenerator<Schemas["Store"], void, undefined> {
    const { kind, ...rest } = asked;
    return pages(this.operations, this.collection, { ...rest, query: { kind } });
  }

  /** Makes one of a Kafka broker; further properties as in `{ securityProtocol: "SASL_SSL" }`. */
  createKafka(name: string, bootstrapServers: string, more: Properties = {}): Promise<Schemas["Store"]> {
    return this.create({ name, kind: "KAFKA", properties: { ...more, bootstrapServers } });
  }

  /** Makes one of Amazon Kinesis; the secret key is the name of a secret; further properties as in `{ endpoint }`. */
  createKinesis(
    name: string,
    region: string,
    accessKeyId: string,
    secretAccessKey: string,
    more: Properties = {},
  ): Promise<Schemas["Store"]> {
    return this.create({ name, kind: "KINESIS", properties: { ...more, region, accessKeyId, secretAccessKey } });
  }

  /** Makes one of files in a folder or below s3://, gs:// or abfss://; further properties are its credentials. */
  createFiles(name: string, path: string, more: Properties = {}): Promise<Schemas["Store"]> {
    return this.create({ name, kind: "FILES", properties: { ...more, path } });
  }

  /** Makes one of files below s3://bucket/prefix; the secret key is the name of a secret, as in `secret:s3`. */
  createS3(name: string, path: string, accessKeyId: string, secretAccessKey: string): Promise<Schemas["Store"]> {
    return this.createFiles(name, path, { accessKeyId, secretAccessKey });
  }

  /** Really connects; and looks at an entity of it by its path, such as a hub, whose namespace tells of no other. */
  async testConnection(name: string, entity?: string): Promise<Schemas["ConnectionTest"]> {
    const asked = { path: { store: name }, query: { entity } };
    return (await this.operations.send("post", "/api/v1/stores/{store}/test-connection", asked))
      .body as Schemas["ConnectionTest"];
  }
}

const SCHEMA_REGISTRY = "SCHEMA_REGISTRY";

/** Registries of schemas: stores of their kind, and no others. */
export class SchemaRegistries extends Cascading<
  Schemas["Store"],
  Omit<Schemas["CreateStoreRequest"], "kind">,
  Schemas["UpdateStoreRequest"]
> {
  override async *list(asked: AskedByName = {}): AsyncGenerator<Schemas["Store"], void, undefined> {
    for await (const store of super.list(asked)) {
      if (store.kind === SCHEMA_REGISTRY) {
        yield store;
      }
    }
  }

  override async read(name: string): Promise<Tagged<Schemas["Store"]>> {
    const store = await super.read(name);
    if (store.value.kind !== SCHEMA_REGISTRY) {
      throw new ResourceNotFound(`store ${name} is a ${store.value.kind}, no schema registry`, { status: 404 });
    }
    return store;
  }

  override create(body: Omit<Schemas["CreateStoreRequest"], "kind">): Promise<Schemas["Store"]> {
    const registry = { ...body, kind: SCHEMA_REGISTRY } as Schemas["CreateStoreRequest"];
    return super.create(registry);
  }

  override async update(name: string, change: Schemas["UpdateStoreRequest"], etag?: string): Promise<Schemas["Store"]> {
    const { etag: found } = await this.read(name);
    return super.update(name, change, etag ?? found);
  }

  override async delete(name: string): Promise<void> {
    await this.read(name);
    await super.delete(name);
  }

  override async deleteCascading(name: string): Promise<void> {
    await this.read(name);
    await super.deleteCascading(name);
  }

  override async handOver(name: string, owner: string): Promise<Schemas["Store"]> {
    await this.read(name);
    return super.handOver(name, owner);
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
  /** All of them that the caller may see, or those in a state. */
  override list(
    asked: AskedByName & { readonly state?: Schemas["Pipeline"]["state"] } = {},
  ): AsyncGenerator<Schemas["Pipeline"], void, undefined> {
    const { state, ...rest } = asked;
    return pages(this.operations, this.collection, { ...rest, query: { state } });
  }

  /** What it would be, made nowhere. */
  async validate(definition: Schemas["CreatePipelineRequest"]): Promise<Schemas["Pipeline"]> {
    const answer = await this.operations.send("post", `${this.collection}/validate`, { body: definition });
    return answer.body as Schemas["Pipeline"];
  }

  start(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "start");
  }

  /** Takes what the topic holds now, then stops. */
  drain(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "drain");
  }

  /** Has it rest after the batch in hand, in the middle of its run. */
  pause(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "pause");
  }

  resume(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "resume");
  }

  stop(name: string): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "stop");
  }

  reset(name: string, position: Schemas["ResetPipelineRequest"]): Promise<Schemas["Pipeline"]> {
    return this.verb(name, "reset", position);
  }

  /** Puts the small files of its Delta tables together, for about ten seconds. */
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

/** What is made of a file. */
class Uploads<One, New, Change> extends Cascading<One, New, Change> {
  /** The file, byte for byte. */
  async download(name: string): Promise<Uint8Array> {
    const asked = { path: this.named(name), raw: true };
    return (await this.operations.send("get", this.item("/content"), asked)).body as Uint8Array;
  }
}

/** Descriptors of Protobuf messages, as protoc writes them; `content` of a new one is Base64. */
export class DescriptorSources extends Uploads<
  Schemas["DescriptorSource"],
  Schemas["CreateDescriptorSourceRequest"],
  Schemas["UpdateDescriptorSourceRequest"]
> {}

/** Jars, methods of which functions may be; `content` of a new one is Base64. */
export class FunctionSources extends Uploads<
  Schemas["FunctionSource"],
  Schemas["CreateFunctionSourceRequest"],
  Schemas["UpdateFunctionSourceRequest"]
> {}
