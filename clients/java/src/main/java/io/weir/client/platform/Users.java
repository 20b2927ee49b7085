package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateUserRequest;
import io.weir.client.model.UpdateUserRequest;
import io.weir.client.model.User;

/** Who may what their roles may. */
public final class Users extends Cascading<User, CreateUserRequest, UpdateUserRequest> {

    Users(Calls calls) {
        super(calls, "users", User.class);
    }
}
