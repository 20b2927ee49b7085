package io.weir.delta.sql;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows the question mark of an address. */
final class AddressQuery {

    private static final int MOST_CONNECTIONS = 100;
    private static final int LONGEST_TIMEOUT = 3600;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** As they were written: what faults show, for a variable's value may be a secret. */
    private final Map<String, String> raws = new LinkedHashMap<>();

    private final Environment environment;

    private AddressQuery(Environment environment) {
        this.environment = environment;
    }

    static AddressQuery parse(@Nullable String text, List<String> allowed, Environment environment) {
        AddressQuery query = new AddressQuery(environment);
        if (text == null) {
            return query;
        }
        if (text.contains("@")) {
            // What a ? in a password leaves over: the rest of the password.
            throw InvalidAddressException.silent(
                    "query", "has an @", "%40 for an @ of a value, %3F for a ? of a password");
        }
        for (String setting : text.split("&", -1)) {
            query.add(setting, allowed);
        }
        return query;
    }

    private void add(String setting, List<String> allowed) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        if (!allowed.contains(name)) {
            throw new InvalidAddressException("query", "has an unknown setting", name, String.join(", ", allowed));
        }
        String raw = equals < 0 ? "" : setting.substring(equals + 1);
        raws.put(name, raw);
        if (values.put(name, AddressText.read(name, raw, environment)) != null) {
            throw new InvalidAddressException(name, "is there twice", setting, "one value");
        }
    }

    @Nullable
    String text(String name) {
        return values.get(name);
    }

    /** That a value is none of those allowed. */
    InvalidAddressException fault(String name, String problem, String allowed) {
        return new InvalidAddressException(name, problem, String.valueOf(raws.get(name)), allowed);
    }

    ConnectionLimits limits() {
        ConnectionLimits none = ConnectionLimits.DEFAULT;
        return new ConnectionLimits(
                number("pool_size", none.poolSize(), MOST_CONNECTIONS),
                Duration.ofSeconds(
                        number("connect_timeout", (int) none.connectTimeout().toSeconds(), LONGEST_TIMEOUT)));
    }

    private int number(String name, int absent, int most) {
        String value = values.get(name);
        if (value == null) {
            return absent;
        }
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw fault(name, "is no such number", "1 to " + most);
        }
        return Integer.parseInt(value);
    }
}
