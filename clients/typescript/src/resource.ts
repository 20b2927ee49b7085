import { randomUUID } from "node:crypto";
import { ResourceNotFound } from "./errors.js";
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

/** Whether a look found what it looked for. */
export async function isThere(look: Promise<unknown>): Promise<boolean> {
  try {
    await look;
    return true;
  } catch (failure) {
    if (failure instanceof ResourceNotFound) {
      return false;
    }
    throw failure;
  }
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
    return isThere(this.read(name));
  }

  /** What the platform knows it by. */
  protected named(name: string): { name: string } {
    return { name };
  }

  protected item(rest = ""): string {
    return `${this.collection}/{name}${rest}`;
  }

  /** One of the verbs that a kind has beside the usual five. Whatever becomes of the answer, it is done once. */
  protected async verb<Result>(name: string, verb: string, body?: unknown): Promise<Result> {
    const headers = { "Idempotency-Key": randomUUID() };
    const asked = { path: this.named(name), body, headers };
    return (await this.operations.send("post", this.item(`/${verb}`), asked)).body as Result;
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
