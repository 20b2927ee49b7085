package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.CreateRoleRequest;
import io.weir.client.model.Role;
import io.weir.client.model.UpdateRoleRequest;

/** What users have, and other roles. */
public final class Roles extends Cascading<Role, CreateRoleRequest, UpdateRoleRequest> {

    Roles(Calls calls) {
        super(calls, "roles", Role.class);
    }

    /** Has whoever has a role have another one, too. */
    public Role grant(String name, String granted) {
        return calls.call(Call.put(having(name, granted), null), type);
    }

    /** Takes that back. */
    public Role revoke(String name, String granted) {
        return calls.call(Call.delete(having(name, granted)), type);
    }

    private String having(String name, String granted) {
        return item(name) + "/roles/" + Call.part(granted);
    }
}
