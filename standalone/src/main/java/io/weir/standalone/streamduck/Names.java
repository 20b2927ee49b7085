package io.weir.standalone.streamduck;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of variables that StreamDuck knows, and those that Weir adds to them. */
final class Names {

    static final String NAMESPACE = "EVENTHUB_NAMESPACE";
    static final String CONNECTION_STRING = "EVENTHUB_CONNECTION_STRING";
    static final String TOKEN = "MOTHERDUCK_TOKEN";
    static final String CONTROL_DATABASE = "TARGET_DB";
    static final String CONTROL_SCHEMA = "TARGET_SCHEMA";
    static final String CONTROL_TABLE = "TARGET_TABLE";
    static final String SMART_RETRY = "SMART_RETRY_ENABLED";
    static final String IDENTITY_NAMESPACES = "WEIR_AZURE_IDENTITY_NAMESPACES";
    static final String LOGFIRE = "LOGFIRE_ENABLED";

    /** Names that begin like this are for StreamDuck, so that one which it does not know is a mistake. */
    private static final List<String> OWNED = List.of("EVENTHUB", "MOTHERDUCK", "SMART_RETRY");

    private static final Pattern HUB =
            Pattern.compile("EVENTHUBNAME_([0-9]+)(_CONSUMER_GROUP|_CONNECTION_STRING|_START_POSITION)?");
    private static final Pattern TABLE = Pattern.compile("MOTHERDUCK_([0-9]+)_(DATABASE|SCHEMA|TABLE|TOKEN|BATCH)");

    private static final Set<String> SINGLE = Set.of(
            NAMESPACE,
            CONNECTION_STRING,
            TOKEN,
            "MOTHERDUCK_DATABASE",
            SMART_RETRY,
            "SMART_RETRY_LLM_PROVIDER",
            "SMART_RETRY_LLM_MODEL",
            "SMART_RETRY_LLM_API_KEY",
            "SMART_RETRY_LLM_ENDPOINT",
            "SMART_RETRY_MAX_ATTEMPTS",
            "SMART_RETRY_TIMEOUT_SECONDS",
            "SMART_RETRY_ENABLE_CACHING");

    private static final Map<String, String> ALLOWED = Map.of(
            "EVENTHUB",
                    "EVENTHUB_NAMESPACE, EVENTHUB_CONNECTION_STRING, EVENTHUBNAME_{N}, and of a hub _CONSUMER_GROUP,"
                            + " _CONNECTION_STRING, _START_POSITION",
            "MOTHERDUCK",
                    "MOTHERDUCK_TOKEN, MOTHERDUCK_DATABASE, MOTHERDUCK_{N}_DATABASE, _SCHEMA, _TABLE, _TOKEN, _BATCH",
            "SMART_RETRY",
                    "SMART_RETRY_ENABLED, _LLM_PROVIDER, _LLM_MODEL, _LLM_API_KEY, _LLM_ENDPOINT, _MAX_ATTEMPTS,"
                            + " _TIMEOUT_SECONDS, _ENABLE_CACHING");

    private static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private Names() {}

    static String hub(String number) {
        return "EVENTHUBNAME_" + number;
    }

    static String table(String number, String setting) {
        return "MOTHERDUCK_" + number + "_" + setting;
    }

    /** The numbers of hubs that something is said of. */
    static SortedSet<String> hubs(Set<String> names) {
        return numbers(names, HUB);
    }

    /** The numbers of tables that something is said of. */
    static SortedSet<String> tables(Set<String> names) {
        return numbers(names, TABLE);
    }

    private static SortedSet<String> numbers(Set<String> names, Pattern pattern) {
        SortedSet<String> numbers = new TreeSet<>(BY_NUMBER);
        for (String name : names) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                numbers.add(matcher.group(1));
            }
        }
        return numbers;
    }

    /** What may stand in the place of a name that is for StreamDuck, but that nobody knows; nothing for any other. */
    static Optional<String> insteadOf(String name) {
        boolean known = SINGLE.contains(name)
                || HUB.matcher(name).matches()
                || TABLE.matcher(name).matches();
        return known
                ? Optional.empty()
                : OWNED.stream().filter(name::startsWith).findFirst().map(ALLOWED::get);
    }
}
