package io.weir.standalone.configuration;

import java.util.Arrays;
import java.util.Optional;

/** Everything of the platform itself that can be set. The services' own settings are handed on to them unread. */
public enum Setting {
    DATA_DIR("data-dir", "WEIR_DATA_DIR", ".weir", "folder that holds all state"),
    PORT("port", "WEIR_PORT", "8080", "port of the gateway; the other parts take the six after it"),
    KAFKA_PORT("kafka.port", "WEIR_KAFKA_PORT", "", "port of the embedded Kafka; empty: the gateway's + 4"),
    KAFKA_BOOTSTRAP_SERVERS(
            "kafka.bootstrap-servers",
            "WEIR_KAFKA_BOOTSTRAP_SERVERS",
            "",
            "brokers to use in place of the embedded Kafka, host:port,..."),
    POSTGRES_PORT(
            "postgres.port", "WEIR_POSTGRES_PORT", "", "port of the embedded PostgreSQL; empty: the gateway's + 6"),
    POSTGRES_URL(
            "postgres.url",
            "WEIR_POSTGRES_URL",
            "",
            "server to use in place of the embedded PostgreSQL, jdbc:postgresql://host:port/database"),
    POSTGRES_USERNAME("postgres.username", "WEIR_POSTGRES_USERNAME", "", "who logs in at postgres.url"),
    POSTGRES_PASSWORD("postgres.password", "WEIR_POSTGRES_PASSWORD", "", "password at postgres.url"),
    URL("url", "WEIR_URL", "", "gateway that commands ask; empty: the one of the platform on the data folder"),
    TOKEN("token", "WEIR_TOKEN", "", "who commands are; empty: whoever can read the data folder");

    private static final int GREATEST_PORT = 65_535;

    private final String key;
    private final String environmentName;
    private final String defaultValue;
    private final String description;

    Setting(String key, String environmentName, String defaultValue, String description) {
        this.key = key;
        this.environmentName = environmentName;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    /** The greatest port that it may be. */
    int greatestPort() {
        return this == PORT ? GREATEST_PORT - 6 : GREATEST_PORT;
    }

    static Optional<Setting> withKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /** Its name in {@code weir.yaml}, levels joined by dots; the command line option is the same with dashes. */
    public String key() {
        return key;
    }

    public String environmentName() {
        return environmentName;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** Whether a value may be shown only to who sets it. */
    public boolean isSecret() {
        return this == POSTGRES_PASSWORD || this == TOKEN;
    }
}
