package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.model.CreateSecretRequest;
import io.weir.client.model.Secret;
import io.weir.client.model.UpdateSecretRequest;

/** What stores sign in with, by name. What one holds is never told again. */
public final class Secrets extends Cascading<Secret, CreateSecretRequest, UpdateSecretRequest> {

    Secrets(Calls calls) {
        super(calls, "secrets", Secret.class);
    }
}
