import { randomUUID } from "node:crypto";
import type { Operations } from "./operations.js";
import { type Asked, Cascading, Owned, type Schemas, pages } from "./resource.js";

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

/** Things that are granted together: what a role is granted on an organization holds for all that is in it. */
export class Organizations extends Cascading<
  Schemas["Organization"],
  Schemas["CreateOrganizationRequest"],
  Schemas["UpdateOrganizationRequest"]
> {
  /** What is in one, in the order of kinds and names. */
  contents(name: string, asked: Asked = {}): AsyncGenerator<Schemas["OrganizationContent"]> {
    return pages(this.operations, this.item("/contents"), { ...asked, path: { name } });
  }

  /** Puts something of the caller's own into one. */
  async add(name: string, member: Schemas["OrganizationMember"]): Promise<Schemas["OrganizationContent"]> {
    const asked = { path: { name }, body: member };
    return (await this.operations.send("put", this.item("/contents"), asked)).body as Schemas["OrganizationContent"];
  }

  /** Takes something out of one, and leaves it what it is. */
  async remove(name: string, member: Schemas["OrganizationMember"]): Promise<void> {
    await this.operations.send("delete", this.item("/contents"), { path: { name }, query: { ...member } });
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

/** Calls that asked for a change or were refused. */
export class AuditLog {
  constructor(private readonly operations: Operations) {}

  /** All of them, or those of a caller, about what is at a path, and between two times; the newest first. */
  list(
    asked: Asked & {
      /** As in `token:deploy`. */
      readonly caller?: string;
      /** What a call was about or made, as in `/api/v1/stores/broker`, or what that is below. */
      readonly resource?: string;
      readonly since?: Date;
      readonly until?: Date;
    } = {},
  ): AsyncGenerator<Schemas["AuditEntry"]> {
    const { caller, resource, since, until, ...rest } = asked;
    return pages(this.operations, "/api/v1/audit", {
      ...rest,
      query: { caller, resource, since: since?.toISOString(), until: until?.toISOString() },
    });
  }
}
