package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.AuditEntry;
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
        return Pages.of(calls, Call.get("/api/v1/audit").query("caller", caller), AuditEntry.class);
    }
}
