package io.weir.support.database;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.PropertyResolver;

/** A setting of the pool of connections, by the short name of its variable or by Weir's own; the short one comes first. */
enum PoolSetting {
    SIZE("DB_POOL_SIZE", "pool-size", DatabaseSettings.POOL_SIZE, 1, 1000, "1 to 1000 connections"),
    OVERFLOW("DB_MAX_OVERFLOW", "max-overflow", DatabaseSettings.MAX_OVERFLOW, 0, 1000, "0 to 1000 connections"),
    TIMEOUT("DB_POOL_TIMEOUT", "pool-timeout", DatabaseSettings.POOL_TIMEOUT, 1, 3600, "1 to 3600 seconds"),
    COMMAND_TIMEOUT(
            "DB_COMMAND_TIMEOUT",
            "command-timeout",
            DatabaseSettings.COMMAND_TIMEOUT,
            0,
            86_400,
            "1 to 86400 seconds, or 0 for no limit"),
    // The pool itself takes none below 30 seconds, and does not say so to whoever set it.
    RECYCLE_INTERVAL(
            "DB_POOL_RECYCLE_INTERVAL",
            "recycle-interval",
            DatabaseSettings.RECYCLE_INTERVAL,
            30,
            86_400,
            "30 to 86400 seconds, or 0 for never"),
    HEALTH_CHECK_INTERVAL(
            "DB_HEALTH_CHECK_INTERVAL",
            "health-check-interval",
            DatabaseSettings.HEALTH_CHECK_INTERVAL,
            30,
            86_400,
            "30 to 86400 seconds, or 0 for never");

    private final String variable;
    private final String property;
    private final String otherwise;
    private final long least;
    private final long most;
    private final String allowed;

    PoolSetting(String variable, String property, String otherwise, long least, long most, String allowed) {
        this.variable = variable;
        this.property = "weir.database." + property;
        this.otherwise = otherwise;
        this.least = least;
        this.most = most;
        this.allowed = allowed;
    }

    private boolean isAllowed(long value) {
        boolean isNever = value == 0 && (this == RECYCLE_INTERVAL || this == HEALTH_CHECK_INTERVAL);
        return isNever || (value >= least && value <= most);
    }

    /** Whether anybody says it. */
    boolean isSaid(PropertyResolver environment) {
        return hasText(environment, variable) || hasText(environment, property);
    }

    /** The name by which it is said; that of the variable where nobody says it. */
    String name(PropertyResolver environment) {
        return !hasText(environment, variable) && hasText(environment, property) ? property : variable;
    }

    private static boolean hasText(PropertyResolver environment, String name) {
        return !environment.getProperty(name, "").isBlank();
    }

    /**
     * A number of connections, or of seconds.
     *
     * @param faults takes what is wrong with it, in one line
     */
    long read(PropertyResolver environment, List<String> faults) {
        String name = name(environment);
        String found = environment.getProperty(name, "").strip();
        if (found.isEmpty()) {
            return number(otherwise);
        }
        long value = number(found);
        if (!isAllowed(value)) {
            faults.add(name + " is '" + found + "'; allowed: " + allowed);
        }
        return value;
    }

    private long number(String found) {
        if (found.matches("[0-9]{1,9}")) {
            return Long.parseLong(found);
        }
        return this != SIZE && this != OVERFLOW && found.matches("[0-9]{1,9}[a-zA-Z]{1,2}") ? seconds(found) : -1;
    }

    /** -1 of what has a unit that there is not. */
    private static long seconds(String found) {
        try {
            Duration duration = DurationStyle.SIMPLE.parse(found, ChronoUnit.SECONDS);
            return duration.toNanosPart() == 0 ? duration.toSeconds() : -1;
        } catch (IllegalArgumentException noUnit) {
            return -1;
        }
    }
}
