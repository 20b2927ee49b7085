package io.weir.support.vitals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.support.vitals.Part.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a service depends on and does not call at the moment, since it failed too often: from the gauges of its breakers. */
final class OpenBreakers {

    private static final String NAME = "resilience4j.circuitbreaker.state";

    private final MeterRegistry registry;

    OpenBreakers(MeterRegistry registry) {
        this.registry = registry;
    }

    Part ask() {
        Set<String> open = in("open");
        Set<String> tried = in("half_open");
        if (!open.isEmpty()) {
            return new Part(Kind.DEPENDENCIES, Level.UNHEALTHY, "These are spared, for they failed: " + named(open));
        } else if (!tried.isEmpty()) {
            return new Part(
                    Kind.DEPENDENCIES, Level.WARNING, "These are tried again after they failed: " + named(tried));
        }
        return new Part(Kind.DEPENDENCIES, Level.HEALTHY, "None of them is spared");
    }

    private Set<String> in(String state) {
        Set<String> names = new TreeSet<>();
        for (Gauge gauge : registry.find(NAME).tag("state", state).gauges()) {
            String name = gauge.getId().getTag("name");
            if (gauge.value() > 0 && name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static String named(Set<String> names) {
        return String.join(", ", List.copyOf(names));
    }
}
