package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One reading of variables. */
final class EnvironmentReading {

    private static final String NOTHING = "at least one hub and its table: EVENTHUBNAME_1, MOTHERDUCK_1_DATABASE …";

    private final Variables variables;
    private final HubVariables hubs;
    private final TableVariables tables;
    private final KnobVariables knobs;
    private final RetryVariables retry;
    private final List<Fault> faults;
    private final List<String> warnings = new ArrayList<>();
    private final SortedSet<String> hubNumbers;
    private final SortedSet<String> tableNumbers;

    EnvironmentReading(Map<String, String> values, Path folder, List<Fault> before) {
        this.faults = new ArrayList<>(before);
        this.variables = new Variables(values, faults);
        this.hubs = new HubVariables(variables);
        this.tables = new TableVariables(variables, folder);
        this.knobs = new KnobVariables(variables);
        this.retry = new RetryVariables(variables);
        this.hubNumbers = Names.hubs(values.keySet());
        this.tableNumbers = Names.tables(values.keySet());
        refuseUnknown(new TreeSet<>(values.keySet()));
    }

    StreamDuckEnvironment read() {
        hubs.checkNamespace();
        Knobs all = knobs.read();
        ControlTable control = tables.readControlTable();
        List<Mapping> mappings = mappings(all);
        refuseTooMany(mappings, all);
        refuseSharedGroups(mappings);
        warn();
        warnOfControlTable(mappings, control);
        Optional<RetryModel> model = retry.read();
        return new StreamDuckEnvironment(mappings, control, all, model, identityNamespaces(mappings), warnings, faults);
    }

    /** None where nothing is read without a connection string. */
    private String identityNamespaces(List<Mapping> mappings) {
        return mappings.stream()
                        .allMatch(mapping -> mapping.source().connectionString().isPresent())
                ? ""
                : hubs.identityNamespaces();
    }

    private void refuseUnknown(SortedSet<String> names) {
        for (String name : names) {
            Names.insteadOf(name).ifPresent(allowed -> faults.add(Fault.ofSecret(name, "is not known", allowed)));
        }
    }

    private List<Mapping> mappings(Knobs all) {
        List<Mapping> mappings = new ArrayList<>();
        for (String number : hubNumbers) {
            if (tableNumbers.contains(number)) {
                int batch = variables.number(Names.table(number, "BATCH"), all.batch(), 1, 2_000_000);
                mappings.add(new Mapping(number, hubs.read(number), tables.read(number), batch));
            }
        }
        if (mappings.isEmpty()) {
            faults.add(Fault.missing("EVENTHUBNAME_{N} with MOTHERDUCK_{N}_… of the same N", NOTHING));
        }
        return mappings;
    }

    private void refuseTooMany(List<Mapping> mappings, Knobs all) {
        if (mappings.size() > all.mappings()) {
            faults.add(new Fault(
                    "MAX_CONCURRENT_MAPPINGS",
                    Integer.toString(all.mappings()),
                    "is " + all.mappings() + ", but there are " + mappings.size() + " mappings",
                    "at least " + mappings.size() + ", or fewer mappings"));
        }
    }

    /** A hub is read by one pipeline of a group; another one would wait for ever. */
    private void refuseSharedGroups(List<Mapping> mappings) {
        Map<String, String> taken = new HashMap<>();
        for (Mapping mapping : mappings) {
            HubSource source = mapping.source();
            String group = (source.hub() + "/" + source.consumerGroup()).toLowerCase(Locale.ROOT);
            Optional.ofNullable(taken.putIfAbsent(group, mapping.number()))
                    .filter(other -> !source.hub().isEmpty())
                    .ifPresent(other -> faults.add(new Fault(
                            Names.hub(mapping.number()) + "_CONSUMER_GROUP",
                            source.consumerGroup(),
                            "is the one of " + Names.hub(other) + ", which reads the same hub",
                            "a consumer group for each")));
        }
    }

    private void warn() {
        hubNumbers.stream()
                .filter(number -> !tableNumbers.contains(number))
                .forEach(number -> warnings.add(
                        Names.hub(number) + " has no " + Names.table(number, "DATABASE") + ": it is not read"));
        tableNumbers.stream()
                .filter(number -> !hubNumbers.contains(number))
                .forEach(number -> warnings.add(
                        Names.table(number, "…") + " has no " + Names.hub(number) + ": nothing is written there"));
        knobs.withoutEffectHere().forEach((name, why) -> warnings.add(name + " has no effect: " + why));
        warnIfOn(Names.LOGFIRE, "nothing is sent to Logfire; metrics are at /actuator/prometheus of the services");
    }

    private void warnIfOn(String name, String what) {
        if (variables
                .find(name)
                .filter(text -> text.matches("(?i)true|1|yes|on"))
                .isPresent()) {
            warnings.add(name + ": " + what);
        }
    }

    /** One transaction cannot write two databases: how far a hub was read is where its rows are. */
    private void warnOfControlTable(List<Mapping> mappings, ControlTable control) {
        control.database().ifPresent(database -> mappings.stream()
                .filter(mapping -> !mapping.target().database().equals(database))
                .forEach(mapping -> warnings.add(Names.CONTROL_DATABASE + " is " + database + ", but how far mapping "
                        + mapping.number() + " is stands in the database of its rows, "
                        + mapping.target().database())));
    }
}
