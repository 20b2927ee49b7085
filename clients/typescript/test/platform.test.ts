/** The client against a running platform: WEIR_TEST_URL and WEIR_TEST_TOKEN, an administrator's; skipped without. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Client, Conflict, InvalidConfiguration, PermissionError, ResourceAlreadyExists, ResourceInUse, ResourceNotFound } from "weir-client";

const url = process.env["WEIR_TEST_URL"];
const token = process.env["WEIR_TEST_TOKEN"];
const options = { skip: url === undefined ? "WEIR_TEST_URL names no platform" : false };
const name = "ts-" + randomUUID().slice(0, 8);

test("a store from its beginning to its end", options, async () => {
  const client = new Client({ url: url!, token });
  assert.equal(await client.stores.exists(name), false);
  await assert.rejects(client.stores.get(name), ResourceNotFound);
  const made = await client.stores.create({ name, kind: "DUCKDB", properties: { path: `${name}.duckdb` } });
  assert.equal(made.kind, "DUCKDB");
  await assert.rejects(client.stores.create({ name, kind: "DUCKDB", properties: { path: "x" } }), ResourceAlreadyExists);
  await assert.rejects(
    // @ts-expect-error a kind that the document does not have
    client.stores.create({ name: name + "-2", kind: "PAPER", properties: {} }),
    InvalidConfiguration,
  );

  const { etag } = await client.stores.read(name);
  const changed = await client.stores.update(name, { properties: { path: `${name}-2.duckdb` } });
  assert.equal(changed.properties["path"], `${name}-2.duckdb`);
  await assert.rejects(client.stores.update(name, { properties: {} }, etag), Conflict);
  assert.equal((await client.stores.testConnection(name)).ok, true);
  client.useStore(name);
  const schemas: string[] = [];
  for await (const schema of client.entities.list({ pageSize: 1 })) {
    schemas.push(`${schema.kind} ${schema.path}`);
  }
  assert.deepEqual(schemas, ["SCHEMA main"]);
  assert.equal((await client.entities.get("main")).kind, "SCHEMA");
  await assert.rejects(client.entities.get("main/none"), ResourceNotFound);
  await assert.rejects(client.entities.sample("main"), InvalidConfiguration);
  await assert.rejects(client.entities.insert("main", [{ id: 1 }]), Conflict);
  const listed: string[] = [];
  for await (const store of client.stores.list({ pageSize: 1, prefix: name, kind: "DUCKDB" })) {
    listed.push(store.name);
  }
  assert.equal((await client.stores.list({ prefix: name, kind: "KAFKA" }).next()).done, true);
  assert.ok(listed.includes(name));
  assert.deepEqual(listed, [...new Set(listed)].sort());

  assert.equal((await client.stores.handOver(name, "user:nobody")).owner, "user:nobody");
  assert.equal((await client.call("get", "/api/v1/stores/{store}", { path: { store: name } })).owner, "user:nobody");
  await client.stores.delete(name);
  assert.equal(await client.stores.exists(name), false);
});

test("a user sees what its roles were granted and what it made", options, async () => {
  const admin = new Client({ url: url!, token });
  await admin.roles.create({ name });
  assert.equal((await admin.roles.update(name, { description: "of a test" })).description, "of a test");
  assert.equal((await admin.roles.handOver(name, "user:nobody")).owner, "user:nobody");
  const known = await admin.users.create({ name, roles: [name], properties: { team: "sales" } });
  assert.deepEqual(known.properties, { team: "sales" });
  const given = await admin.tokens.create({ name, scope: "WRITE", user: name });
  const grant = await admin.grants.create({ role: name, privilege: "MANAGE", kind: "STORE", name: `${name}.*` });
  const user = new Client({ url: url!, token: given.token });
  await assert.rejects(user.users.get(name), PermissionError);
  assert.equal((await user.users.list().next()).done, true);
  await assert.rejects(user.stores.create({ name: "elsewhere", kind: "DUCKDB", properties: { path: "e" } }), PermissionError);
  const made = await user.stores.create({ name: `${name}.own`, kind: "DUCKDB", properties: { path: `${name}.duckdb` } });
  assert.equal(made.owner, `user:${name}`);
  assert.equal((await user.canI("OWNERSHIP", "STORE", `${name}.own`)).allowed, true);
  await admin.organizations.create({ name });
  await admin.organizations.add(name, { kind: "POOL", name });
  assert.equal((await admin.organizations.contents(name).next()).value?.name, name);
  await admin.organizations.remove(name, { kind: "POOL", name });
  assert.equal((await admin.organizations.contents(name).next()).done, true);
  await admin.organizations.delete(name);
  await admin.grants.delete(grant.id);
  assert.deepEqual([(await user.stores.list().next()).value?.name], [`${name}.own`]);
  await user.stores.delete(`${name}.own`);
  assert.equal((await admin.tokens.handOver(name, `user:${name}`)).owner, `user:${name}`);
  await user.tokens.delete(name);
  await admin.users.delete(name);
  await admin.roles.delete(name);
  const path = `/api/v1/roles/${name}`;
  const calls: string[] = [];
  for await (const call of admin.audit.list({ resource: path, since: new Date(0) })) {
    calls.push(`${call.method} ${call.path} ${call.created}`);
  }
  assert.equal(calls.at(-1), `POST /api/v1/roles ${path}`);
});

test("a table is made, found and dropped", options, async () => {
  const client = new Client({ url: url!, token });
  const field = { name: "id", type: "long", nullable: true, metadata: {} };
  const table = await client.tables.create({ name, schema: { type: "struct", fields: [field] } as never });
  assert.equal(table.version, 0);
  const commits = await client.call("get", "/api/v1/tables/{table}/commits", { path: { table: name }, query: { limit: 5 } });
  assert.equal(commits.items.length, 1);
  assert.equal(await client.tables.exists(name), true);
  await client.tables.delete(name);
  assert.equal(await client.tables.exists(name), false);
});

test("a stream, a view of it and what is fed by it, in the schema in use", options, async () => {
  const client = new Client({ url: url!, token });
  const schema = `ts_${randomUUID().slice(0, 8)}`;
  await client.stores.create({ name: schema, kind: "KAFKA", properties: { bootstrapServers: "127.0.0.1:8084" } });
  await client.schemas.create({ name: schema });
  client.useSchema(schema);
  const columns = [{ name: "id", type: "BIGINT" }];
  const made = await client.streams.create({ name: "orders", source: { store: schema, topic: "orders" }, columns });
  assert.deepEqual([made.name, made.kind], [`${schema}.orders`, "STREAM"]);
  await client.views.create({ name: "big", query: `SELECT id FROM ${schema}.orders WHERE id > 9` });
  const target = { delta: { table: `${schema}.rows` } };
  await client.relations.create({ name: "rows", kind: "TABLE", query: `SELECT id FROM ${schema}.big`, target });
  assert.equal((await client.relations.status("rows"))?.state, "CREATED");
  assert.equal(await client.streams.status("orders"), undefined);
  assert.equal((await client.streams.update("orders", { comment: "sold" })).comment, "sold");
  const listed: string[] = [];
  for await (const relation of client.views.list()) {
    listed.push(relation.name);
  }
  assert.deepEqual(listed, [`${schema}.big`]);
  await assert.rejects(client.streams.delete("orders"), ResourceInUse);
  await client.streams.deleteCascading("orders");
  assert.equal(await client.relations.exists("rows"), false);
  await client.streams.create({ name: "left", source: { store: schema, topic: "orders" }, columns });
  await assert.rejects(client.stores.delete(schema), ResourceInUse);
  await client.stores.deleteCascading(schema);
  assert.equal(await client.streams.exists("left"), false);
  await client.schemas.delete(schema);
});

test("a run of a job, from its start to its end", options, async () => {
  const client = new Client({ url: url!, token });
  const read = async (runId: string) => await client.call("get", "/api/v1/runs/{runId}", { path: { runId } });
  const place = `s3://lake/${name}`;
  const job = await client.startJob(name, { inputs: [`${place}/raw`], metadata: { team: "a" }, attempt: 2 });
  assert.equal(job.state, "RUNNING");
  assert.equal((await read(job.runId)).state, "RUNNING");
  const snapshot = await job.registerSnapshot(name, `${place}/rows`, "delta", { version: 3 });
  assert.deepEqual([snapshot.run_id, snapshot.version], [job.runId, 3]);
  assert.equal(await job.getTableLatestUri(name), `${place}/rows`);
  assert.ok((await job.logEvent("rows_written", { count: 7 })) > 0);
  job.addOutput(`${place}/report`);
  job.attachArtifact("report", `${place}/report/1.html`);
  await job.complete({ rows: 7 });
  await job.fail("too late");
  const ended = await read(job.runId);
  assert.deepEqual([job.state, ended.state, ended.attempt], ["COMPLETE", "COMPLETE", 2]);
  const names = (datasets: readonly { name: string }[]) => datasets.map((dataset) => dataset.name).join();
  assert.match(names(ended.inputs), /raw/);
  assert.match(names(ended.outputs), /report/);
});

test("work that throws fails its run, and what it threw is thrown", options, async () => {
  const client = new Client({ url: url!, token });
  const parent = await client.startJob(`${name}-parent`);
  let runId = "";
  const doomed = client.runJob(
    name,
    async (job) => {
      runId = job.runId;
      throw new RangeError("no more rows");
    },
    { parentRunId: parent.runId, outputs: [{ namespace: "weir", name: `${name}-out` }] },
  );
  await assert.rejects(doomed, /no more rows/);
  const ended = await client.call("get", "/api/v1/runs/{runId}", { path: { runId } });
  assert.deepEqual([ended.state, ended.parentRunId], ["FAIL", parent.runId]);
  assert.deepEqual(ended.outputs.map((output) => output.name), [`${name}-out`]);
  assert.equal(await client.runJob(name, async () => 7), 7);
  await parent.complete();
});
