import { AuditLog, Grants, Organizations, Roles, Tokens, Users } from "./access.js";
import { Databases, TableSchemas } from "./catalog.js";
import { CatalogContext } from "./context.js";
import { Entities, Topics } from "./entities.js";
import { JobContext, type JobOptions } from "./job.js";
import { Operations, type AnswerOf, type AnyRequest, type Method, type PathsOf, type RequestOf } from "./operations.js";
import { Relations } from "./relations.js";
import type { Schemas } from "./resource.js";
import {
  ComputePools,
  DescriptorSources,
  Functions,
  FunctionSources,
  Pipelines,
  SchemaRegistries,
  Secrets,
  Stores,
  Tables,
} from "./resources.js";
import type { paths } from "./schema.js";
import { inUseByEnvironment, settingsOf, settingsOfDsn, settingsOfEnvironment, type Settings } from "./settings.js";
import { Transport } from "./transport.js";

/** A platform, as one caller sees it. Holds no connection that would have to be closed. */
export class Client {
  readonly stores: Stores;
  readonly schemaRegistries: SchemaRegistries;
  readonly secrets: Secrets;
  readonly topics: Topics;
  readonly entities: Entities;
  readonly databases: Databases;
  readonly schemas: TableSchemas;
  readonly tables: Tables;
  readonly pipelines: Pipelines;
  readonly computePools: ComputePools;
  readonly functions: Functions;
  readonly functionSources: FunctionSources;
  readonly descriptorSources: DescriptorSources;
  readonly relations: Relations;
  readonly streams: Relations;
  readonly changelogs: Relations;
  readonly views: Relations;
  readonly roles: Roles;
  readonly organizations: Organizations;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly grants: Grants;
  readonly audit: AuditLog;

  private readonly operations: Operations;
  private readonly context = new CatalogContext();
  private store: string | undefined;

  /** @param settings what differs from `http://127.0.0.1:8080` without a token */
  constructor(settings: Partial<Settings> = {}) {
    const operations = new Operations(new Transport(settingsOf(settings)));
    this.operations = operations;
    this.stores = new Stores(operations, "/api/v1/stores");
    this.schemaRegistries = new SchemaRegistries(operations, "/api/v1/stores");
    this.secrets = new Secrets(operations, "/api/v1/secrets");
    this.topics = new Topics(operations, () => this.store);
    this.entities = new Entities(operations, () => this.store);
    this.databases = new Databases(operations, "/api/v1/databases");
    this.schemas = new TableSchemas(operations, this.context);
    this.tables = new Tables(operations, "/api/v1/tables", this.context);
    this.pipelines = new Pipelines(operations, "/api/v1/pipelines");
    this.computePools = new ComputePools(operations, "/api/v1/compute-pools");
    this.functions = new Functions(operations, "/api/v1/functions");
    this.functionSources = new FunctionSources(operations, "/api/v1/function-sources");
    this.descriptorSources = new DescriptorSources(operations, "/api/v1/descriptor-sources");
    this.relations = new Relations(operations, this.context);
    this.streams = new Relations(operations, this.context, "STREAM");
    this.changelogs = new Relations(operations, this.context, "CHANGELOG");
    this.views = new Relations(operations, this.context, "VIEW");
    this.roles = new Roles(operations, "/api/v1/roles");
    this.organizations = new Organizations(operations, "/api/v1/organizations");
    this.users = new Users(operations, "/api/v1/users");
    this.tokens = new Tokens(operations, "/api/v1/tokens");
    this.grants = new Grants(operations);
    this.audit = new AuditLog(operations);
  }

  /**
   * By WEIR_DSN, or WEIR_URL and WEIR_TOKEN; DELTASTREAM_… and DATLAKE_… are read where those are not set. WEIR_DATABASE,
   * WEIR_SCHEMA and WEIR_STORE are those in use.
   */
  static fromEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): Client {
    const client = new Client(settingsOfEnvironment(environment));
    const { database, schema, store } = inUseByEnvironment(environment);
    client.context.use(database ?? client.context.database, schema);
    client.store = store;
    return client;
  }

  /** By `https://:TOKEN@host`. */
  static fromDsn(dsn: string): Client {
    return new Client(settingsOfDsn(dsn));
  }

  /** Has topics and entities be of this store where none is named. */
  useStore(name: string): void {
    this.store = name;
  }

  getCurrentStore(): string | undefined {
    return this.store;
  }

  /** Has names of tables that say no database be in this one, those that say no schema in its schema `default`. */
  useDatabase(name: string): void {
    this.context.use(name);
  }

  /** Has names of tables that say no schema be in this one of the current database, or in `database.schema`. */
  useSchema(name: string): void {
    const { database, schema } = this.context.schemaOf(name);
    this.context.use(database, schema);
  }

  getCurrentDatabase(): string {
    return this.context.database;
  }

  getCurrentSchema(): string {
    return this.context.schema;
  }

  /** Starts a run of a job, which is to be ended by `complete` or `fail`. */
  startJob(jobName: string, options: JobOptions = {}): Promise<JobContext> {
    return JobContext.start(this.operations, this.context, jobName, options);
  }

  /**
   * Does some work as a run of a job: complete when it is done, or, when it throws, failed. A failure to end the run as failed
   * never hides what the work threw.
   */
  async runJob<Result>(
    jobName: string,
    work: (job: JobContext) => Promise<Result>,
    options: JobOptions = {},
  ): Promise<Result> {
    const job = await this.startJob(jobName, options);
    let result: Result;
    try {
      result = await work(job);
    } catch (failure) {
      await job.fail(failure).catch(() => undefined);
      throw failure;
    }
    await job.complete();
    return result;
  }

  /** Any operation of the API document, by its method and its path, typed by it. */
  call<M extends Method, P extends PathsOf<M>>(
    method: M,
    path: P,
    request: RequestOf<paths[P][M]>,
  ): Promise<AnswerOf<paths[P][M]>>;
  async call(method: string, path: string, request: AnyRequest): Promise<unknown> {
    return (await this.operations.send(method, path, request)).body;
  }

  /** Whether the caller may do something, and why. */
  async canI(privilege: string, kind: string, name?: string): Promise<Schemas["CanI"]> {
    const query = { privilege, kind, name };
    return (await this.operations.send("get", "/api/v1/access/can-i", { query })).body as Schemas["CanI"];
  }
}
