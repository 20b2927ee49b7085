package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.AuditEntry;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls that asked for a change or were refused. */
public final class AuditLog {

    private final Calls calls;

    AuditLog(Calls calls) {
        this.calls = calls;
    }

    /** All of them, or those of a caller as in {@code token:deploy}, the newest first. */
    public Stream<AuditEntry> list(@Nullable String caller) {
        return list(caller, null, null, null);
    }

    /**
     * Those that all of this is true of, the newest first; null asks for nothing.
     *
     * @param caller who made the call
     * @param resource the path of what it was about or made, as in {@code /api/v1/stores/broker}, or of what that is below
     * @param since the first moment of calls
     * @param until the first moment after them
     */
    public Stream<AuditEntry> list(
            @Nullable String caller, @Nullable String resource, @Nullable Instant since, @Nullable Instant until) {
        Call call = Call.get("/api/v1/audit")
                .query("caller", caller)
                .query("resource", resource)
                .query("since", since)
                .query("until", until);
        return Pages.of(calls, call, AuditEntry.class);
    }
}
