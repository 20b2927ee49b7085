export { Client } from "./client.js";
export * from "./errors.js";
export { JobContext } from "./job.js";
export type { DatasetLike, JobOptions, RunState, SnapshotMore } from "./job.js";
export type { Asked, AskedByName, Schemas, Tagged } from "./resource.js";
export type { Settings } from "./settings.js";
