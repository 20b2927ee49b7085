package io.weir.ingest.source.eventhubs;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads connection strings from where stores say they are. No message repeats what was read.
 *
 * @param environment variables of the process that reads
 */
record ConnectionStrings(Map<String, String> environment) {

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";
    private static final Pattern HOST = Pattern.compile("(?:^|;)\\s*Endpoint=sb://([^:/;]+)", Pattern.CASE_INSENSITIVE);

    /**
     * The connection string of a request's store.
     *
     * @throws SourceException if there is none, or none for the store's namespace
     */
    String of(SourceRequest request) {
        String text = read(request.broker().property(StoreAddress.CONNECTION_STRING));
        String namespace = request.brokers().split(":", 2)[0];
        Matcher host = HOST.matcher(text);
        if (!host.find() || !host.group(1).equalsIgnoreCase(namespace)) {
            throw new SourceException("the connection string of store "
                    + request.broker().name() + " is not one for its namespace " + request.brokers());
        }
        return text;
    }

    private String read(@Nullable String reference) {
        if (reference != null && reference.startsWith(VARIABLE)) {
            return variable(reference.substring(VARIABLE.length()));
        }
        if (reference != null && reference.startsWith(FILE)) {
            return file(Path.of(reference.substring(FILE.length())));
        }
        throw new SourceException("a connection string is given as env:NAME or file:PATH");
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new SourceException("the environment variable " + name + ", which holds a connection string,"
                    + " is not set where the worker runs");
        }
        return value.strip();
    }

    private static String file(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException failed) {
            throw new SourceException(
                    "the file " + path + ", which holds a connection string, cannot be read", true, failed);
        }
    }
}
