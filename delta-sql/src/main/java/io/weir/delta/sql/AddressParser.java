package io.weir.delta.sql;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads addresses: splits first and decodes then, so that an escaped slash separates nothing. */
final class AddressParser {

    private static final List<String> POSTGRES_SETTINGS = List.of("sslmode", "pool_size", "connect_timeout");
    private static final List<String> FILE_SETTINGS = List.of("table", "pool_size", "connect_timeout");
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final String ENGINES =
            Arrays.stream(Engine.values()).map(Engine::label).collect(Collectors.joining(", "));
    private static final String POSTGRES_FORM = "postgres/[USER[:PASSWORD]@HOST[:PORT]/]DATABASE/SCHEMA/TABLE";
    private static final int NAMES = 3;

    private final Environment environment;

    AddressParser(Environment environment) {
        this.environment = environment;
    }

    DeltaSqlAddress parse(String text) {
        if (!text.toLowerCase(Locale.ROOT).startsWith(DeltaSqlAddress.SCHEME)) {
            String scheme = text.contains("://") ? text.substring(0, text.indexOf("://")) : "";
            throw scheme.matches("[A-Za-z0-9+.-]+")
                    ? new InvalidAddressException("scheme", "is another", scheme, "deltasql")
                    : InvalidAddressException.silent("scheme", "is missing", DeltaSqlAddress.SCHEME);
        }
        String rest = text.substring(DeltaSqlAddress.SCHEME.length());
        if (rest.contains("#")) {
            throw InvalidAddressException.silent("address", "has a #", "%23 for a # of a name or password");
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? null : rest.substring(question + 1);
        int slash = path.indexOf('/');
        Engine engine = engine(slash < 0 ? path : path.substring(0, slash));
        String place = slash < 0 ? "" : path.substring(slash + 1);
        return engine == Engine.POSTGRES ? postgres(place, query) : file(engine, place, query);
    }

    private static Engine engine(String text) {
        for (Engine engine : Engine.values()) {
            if (engine.label().equalsIgnoreCase(text)) {
                return engine;
            }
        }
        // Others put user and password here.
        String shown = text.contains("@") || text.contains(":") ? "…" : text;
        throw new InvalidAddressException("engine", "is unknown", shown, ENGINES);
    }

    private PostgresAddress postgres(String place, @Nullable String queryText) {
        List<String> segments = List.of(place.split("/", -1));
        if (segments.stream().skip(1).anyMatch(segment -> segment.contains("@"))) {
            throw InvalidAddressException.silent(
                    "path", "has an @ after a slash", POSTGRES_FORM + ", with %2F for a / of a password, %40 for an @");
        }
        boolean hasServer = segments.size() == NAMES + 1;
        if (!hasServer && (segments.size() != NAMES || segments.get(0).contains("@"))) {
            throw new InvalidAddressException(
                    "path", "has another number of parts", segments.size() + " parts", POSTGRES_FORM);
        }
        Server server = hasServer ? Server.parse(segments.get(0), environment) : Server.LOCAL;
        AddressQuery query = AddressQuery.parse(queryText, POSTGRES_SETTINGS, environment);
        int first = hasServer ? 1 : 0;
        return new PostgresAddress(
                server.host(),
                server.port(),
                server.user(),
                server.password(),
                AddressText.read("database", segments.get(first), environment),
                AddressText.read("schema", segments.get(first + 1), environment),
                AddressText.read("table", segments.get(first + 2), environment),
                sslMode(query),
                query.limits());
    }

    private static String sslMode(AddressQuery query) {
        String mode = query.text("sslmode");
        if (mode != null && !SSL_MODES.contains(mode)) {
            throw query.fault("sslmode", "is unknown", String.join(", ", SSL_MODES));
        }
        return mode == null ? PostgresAddress.DEFAULT_SSL_MODE : mode;
    }

    private FileAddress file(Engine engine, String place, @Nullable String queryText) {
        AddressQuery query = AddressQuery.parse(queryText, FILE_SETTINGS, environment);
        String path = AddressText.read("file", place, environment);
        // Both would end the name of a file where a driver looks for its own settings.
        if (path.contains("?") || path.contains(";") || path.endsWith("/")) {
            throw new InvalidAddressException("file", "cannot be opened", place, "a file whose name has no ? and no ;");
        }
        String table = query.text("table");
        if (table == null) {
            throw InvalidAddressException.silent("table", "is missing", "?table=NAME behind the file");
        }
        try {
            return new FileAddress(engine, Path.of(path).toAbsolutePath().normalize(), table, query.limits());
        } catch (InvalidPathException noPath) {
            throw new InvalidAddressException("file", noPath.getReason(), place, "the path of a file");
        }
    }
}
