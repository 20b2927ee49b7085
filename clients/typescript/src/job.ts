import { randomUUID } from "node:crypto";
import type { CatalogContext } from "./context.js";
import { ConnectionError, RateLimited, ServerError } from "./errors.js";
import type { Operations } from "./operations.js";
import type { Schemas } from "./resource.js";

/** A dataset: its address, the name of a table, or a name in a namespace. */
export type DatasetLike = string | { readonly namespace: string; readonly name: string };

export type RunState = Schemas["Run"]["state"];

/** What a run begins with. */
export interface JobOptions {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly inputs?: readonly DatasetLike[];
  readonly outputs?: readonly DatasetLike[];
  /** The run that this one is part of. */
  readonly parentRunId?: string;
  /** 1 for the first try. */
  readonly attempt?: number;
  /** Between two signs of life, in milliseconds; 0 for none. */
  readonly heartbeat?: number;
}

/** What a snapshot says beside its table, address and format. */
export type SnapshotMore = Pick<Schemas["RegisterSnapshotRequest"], "schema" | "version">;

const HEARTBEAT = 60_000;
const FRESH = 60_000;
const AWAY = [ConnectionError, RateLimited, ServerError];
const ENDS: ReadonlySet<RunState> = new Set<RunState>(["COMPLETE", "FAIL", "ABORT"]);

/** A run of a job, which gives signs of life until it is ended. */
export class JobContext {
  private current: RunState = "NEW";
  private readonly inputs: DatasetLike[];
  private readonly outputs: DatasetLike[];
  private readonly metadata: Record<string, unknown>;
  private readonly artifacts: { type: string; uri: string }[] = [];
  private readonly latest = new Map<string, { readonly uri: string; readonly until: number }>();
  private heart: NodeJS.Timeout | undefined;

  private constructor(
    private readonly operations: Operations,
    private readonly context: CatalogContext,
    readonly jobName: string,
    readonly runId: string,
    options: JobOptions,
  ) {
    this.metadata = { ...options.metadata };
    this.inputs = [...(options.inputs ?? [])];
    this.outputs = [...(options.outputs ?? [])];
  }

  /** Starts a run. Its id is made here, so that a repeated call is the same run. */
  static async start(
    operations: Operations,
    context: CatalogContext,
    jobName: string,
    options: JobOptions,
  ): Promise<JobContext> {
    const job = new JobContext(operations, context, jobName, randomUUID(), options);
    const begun = await job.tell<Schemas["StartedRun"]>("post", "/api/v1/jobs/{job_name}/runs", {
      metadata: job.told(),
      run_id: job.runId,
      parent_run_id: options.parentRunId,
      attempt: options.attempt,
    });
    job.current = begun.state as RunState;
    job.beatEvery(options.heartbeat ?? HEARTBEAT);
    return job;
  }

  get state(): RunState {
    return this.current;
  }

  /** Says that the run reads a dataset. */
  addInput(dataset: DatasetLike): void {
    this.inputs.push(dataset);
  }

  /** Says that the run writes a dataset. */
  addOutput(dataset: DatasetLike): void {
    this.outputs.push(dataset);
  }

  /** Says what the run leaves behind. */
  attachArtifact(type: string, uri: string): void {
    this.artifacts.push({ type, uri });
  }

  /** Tells something to all who listen; returns its place in the stream. */
  async logEvent(type: string, data: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const body = { event_type: type, data, run_id: this.runId };
    return (await this.tell<Schemas["BroadcastEvent"]>("post", "/api/v1/events/broadcast", body)).event_id;
  }

  /**
   * Where the latest state of a table lies, not older than a minute, or the last known while the service does not answer. The
   * table becomes an input.
   */
  async getTableLatestUri(table: string): Promise<string> {
    const name = this.context.table(table);
    const known = this.latest.get(name);
    const uri = known !== undefined && known.until > performance.now() ? known.uri : await this.latestUri(name, known?.uri);
    if (!this.inputs.includes(uri)) {
      this.inputs.push(uri);
    }
    return uri;
  }

  private async latestUri(name: string, lastKnown: string | undefined): Promise<string> {
    try {
      const path = { table: name };
      const answer = await this.operations.send("get", "/api/v1/tables/{table}/snapshots/latest", { path });
      const { uri } = answer.body as Schemas["DatasetSnapshot"];
      this.remember(name, uri);
      return uri;
    } catch (failure) {
      if (lastKnown === undefined || !AWAY.some((kind) => failure instanceof kind)) {
        throw failure;
      }
      return lastKnown;
    }
  }

  /** Registers a state of a table, which becomes an output of the run. */
  async registerSnapshot(
    table: string,
    uri: string,
    format: string,
    more: SnapshotMore = {},
  ): Promise<Schemas["DatasetSnapshot"]> {
    const name = this.context.table(table);
    const registered = await this.tell<Schemas["DatasetSnapshot"]>("post", "/api/v1/jobs/register-snapshot", {
      ...more,
      table_name: name,
      uri,
      format,
      job_name: this.jobName,
      run_id: this.runId,
    });
    this.remember(name, uri);
    return registered;
  }

  /** Ends the run as complete, unless it has ended. */
  async complete(metadata: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.end(true, metadata);
  }

  /** Ends the run as failed, unless it has ended. */
  async fail(cause: unknown, metadata: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.end(false, { error: String(cause), ...metadata });
  }

  private async end(success: boolean, metadata: Readonly<Record<string, unknown>>): Promise<void> {
    clearTimeout(this.heart);
    this.heart = undefined;
    if (ENDS.has(this.current)) {
      return;
    }
    Object.assign(this.metadata, metadata);
    const ended = await this.tell<Schemas["CompletedRun"]>("put", "/api/v1/jobs/{job_name}/runs/{run_id}/complete", {
      success,
      metadata: this.told(),
      artifacts: this.artifacts,
    });
    this.current = ended.state as RunState;
  }

  /** A heartbeat that fails is made up for by the next; one that is told of an end is the last. */
  private beatEvery(milliseconds: number): void {
    if (milliseconds <= 0 || ENDS.has(this.current)) {
      return;
    }
    const beat = async () => {
      const told = this.tell<Schemas["RunStatus"]>("post", "/api/v1/jobs/{job_name}/runs/{run_id}/heartbeat");
      const state = await told.then((status) => status.state as RunState).catch(() => this.current);
      if (this.heart !== undefined && !ENDS.has(state)) {
        this.heart = timer();
      }
    };
    // A process that has nothing else to do shall end.
    const timer = () => setTimeout(() => void beat(), milliseconds).unref();
    this.heart = timer();
  }

  private remember(name: string, uri: string): void {
    this.latest.set(name, { uri, until: performance.now() + FRESH });
  }

  private told(): Record<string, unknown> {
    return {
      ...this.metadata,
      ...(this.inputs.length > 0 && { inputs: this.inputs }),
      ...(this.outputs.length > 0 && { outputs: this.outputs }),
    };
  }

  private async tell<Told>(method: string, path: string, body?: unknown): Promise<Told> {
    const asked = { path: { job_name: this.jobName, run_id: this.runId }, headers: { "Idempotency-Key": randomUUID() } };
    return (await this.operations.send(method, path, { ...asked, body })).body as Told;
  }
}
