package io.weir.ingest.source.eventhubs;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.StoresUnavailableException;
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
 * @param secrets what the platform keeps
 */
record ConnectionStrings(Map<String, String> environment, Secrets secrets) {

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";
    private static final String SECRET = "secret:";
    private static final Pattern HOST = Pattern.compile("(?:^|;)\\s*Endpoint=sb://([^:/;]+)", Pattern.CASE_INSENSITIVE);

    /**
     * The connection string of a request's store.
     *
     * @throws SourceException if there is none, or none for the store's namespace
     */
    String of(SourceRequest request) {
        String text = read(request.broker().property(StoreAddress.CONNECTION_STRING));
        String namespace = request.hosts().get(0);
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
        if (reference != null && reference.startsWith(SECRET)) {
            return secret(reference.substring(SECRET.length()));
        }
        throw new SourceException("a connection string is given as secret:NAME, env:NAME or file:PATH");
    }

    private String secret(String name) {
        try {
            return secrets.value(name).strip();
        } catch (SecretRefusedException refused) {
            throw new SourceException(String.valueOf(refused.getMessage()), true, refused);
        } catch (StoresUnavailableException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        }
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
