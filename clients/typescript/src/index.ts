export { Client } from "./client.js";
export * from "./errors.js";
export type { Asked, Schemas, Tagged } from "./resources.js";
export type { Settings } from "./settings.js";
