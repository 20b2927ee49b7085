package io.weir.ingest.dependency;

import io.weir.client.ApiException;
import io.weir.ingest.dependency.Dependency.Call;
import org.jspecify.annotations.Nullable;

/** A service of the platform, whose callers learn that it was not called as they learn that it does not answer. */
public record GuardedService(Dependency service) {

    private static final int UNAVAILABLE = 503;

    /** Makes a call that may be made twice. */
    public <T extends @Nullable Object> T ask(Call<T, ApiException> call) throws ApiException {
        try {
            return service.ask(call);
        } catch (DependencyAwayException away) {
            throw spared(away);
        }
    }

    /** Makes a call once. */
    public <T extends @Nullable Object> T tell(Call<T, ApiException> call) throws ApiException {
        try {
            return service.tell(call);
        } catch (DependencyAwayException away) {
            throw spared(away);
        }
    }

    private static ApiException spared(DependencyAwayException away) {
        return new ApiException(away.getMessage(), away, UNAVAILABLE, null);
    }
}
