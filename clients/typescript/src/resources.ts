import type { CatalogContext } from "./context.js";
import type { Operations } from "./operations.js";
import { Cascading, Owned, type Schemas } from "./resource.js";

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
