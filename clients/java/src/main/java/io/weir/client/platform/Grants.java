package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.CreateGrantRequest;
import io.weir.client.model.Grant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What roles may. */
public final class Grants {

    private static final String GRANTS = "/api/v1/grants";

    private final Calls calls;

    Grants(Calls calls) {
        this.calls = calls;
    }

    /** All of them, or a role's. */
    public Stream<Grant> list(@Nullable String role) {
        return Pages.of(calls, Call.get(GRANTS).query("role", role), Grant.class);
    }

    /** Those of a role, and of the roles that it has. */
    public Stream<Grant> listInherited(String role) {
        return Pages.of(calls, Call.get(GRANTS).query("role", role).query("inherited", true), Grant.class);
    }

    /** Those on what is of a kind and has a name, or on names that begin as one that ends in {@code *} does. */
    public Stream<Grant> listOn(String kind, String name) {
        return Pages.of(calls, Call.get(GRANTS).query("kind", kind).query("name", name), Grant.class);
    }

    /** @throws io.weir.client.call.WeirException.NotFound */
    public Grant get(long grantId) {
        return calls.call(Call.get(GRANTS + "/" + grantId), Grant.class);
    }

    /** Grants a privilege on what is of a kind and has a name, which may end in {@code *}. */
    public Grant create(CreateGrantRequest request) {
        return calls.call(Call.post(GRANTS, request).once(), Grant.class);
    }

    public void delete(long grantId) {
        calls.json(Call.delete(GRANTS + "/" + grantId));
    }
}
