package io.weir.platform.gateway.http;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request whose connection can be dropped. Closing an answer reads what is left of it, to use the connection again; of a
 * stream of events that would take for ever.
 */
final class ServiceRequest extends BasicClassicHttpRequest implements CancellableDependency {

    private static final long serialVersionUID = 1L;
    private static final Cancellable CANCELLED = () -> false;

    private final transient AtomicReference<@Nullable Cancellable> connection = new AtomicReference<>();

    /** @param target path and query as they go out */
    ServiceRequest(String method, String target) {
        super(method, target);
    }

    @Override
    public void setDependency(Cancellable used) {
        Cancellable before = connection.getAndUpdate(now -> now == CANCELLED ? CANCELLED : used);
        if (before == CANCELLED) {
            used.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return connection.get() == CANCELLED;
    }

    @Override
    public boolean cancel() {
        Cancellable used = connection.getAndSet(CANCELLED);
        return used != null && used.cancel();
    }
}
