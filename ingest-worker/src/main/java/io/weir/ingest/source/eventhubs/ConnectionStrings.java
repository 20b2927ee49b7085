package io.weir.ingest.source.eventhubs;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connection strings of stores. No message repeats one. */
record ConnectionStrings(SourceSecrets secrets) {

    private static final Pattern HOST = Pattern.compile("(?:^|;)\\s*Endpoint=sb://([^:/;]+)", Pattern.CASE_INSENSITIVE);

    ConnectionStrings(Map<String, String> environment, Secrets secrets) {
        this(new SourceSecrets(new References(environment, secrets)));
    }

    /**
     * The connection string of a request's store.
     *
     * @throws SourceException if there is none, or none for the store's namespace
     */
    String of(SourceRequest request) {
        String text = secrets.read(request.broker().property(StoreAddress.CONNECTION_STRING), "a connection string");
        String namespace = request.hosts().get(0);
        Matcher host = HOST.matcher(text);
        if (!host.find() || !host.group(1).equalsIgnoreCase(namespace)) {
            throw new SourceException("the connection string of store "
                    + request.broker().name() + " is not one for its namespace " + request.brokers());
        }
        return text;
    }
}
