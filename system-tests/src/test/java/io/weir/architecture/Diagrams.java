package io.weir.architecture;

import io.weir.architecture.Calls.Line;
import io.weir.architecture.Calls.Way;
import io.weir.architecture.Flowchart.Shape;
import io.weir.architecture.Modules.Module;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The diagrams and tables of pages, by the names that the pages give them. */
final class Diagrams {

    private static final int WIDTH = 26;
    /** What tests and figures are made with. */
    private static final List<String> NOT_SHIPPED = List.of("system-tests", "test-support", "benchmarks");

    private final List<ServiceFacts> services = ServiceFacts.read();
    private final SortedMap<Line, SortedSet<String>> calls = Calls.between(services);

    Diagrams() throws IOException {}

    /** Each by its name. */
    Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        all.put("flow", flow());
        all.put("calls", callTable());
        all.put("databases", databaseTable());
        all.put("modules", modules());
        for (ServiceFacts service : services) {
            Features features = Features.of(service);
            all.put(service.name(), features(features) + "\n" + featureTable(features));
        }
        return all;
    }

    /** Events, requests and rows on their ways through the services. */
    private String flow() {
        Flowchart chart = new Flowchart("LR");
        chart.node("clients", Shape.STADIUM, "clients, console,<br/>weir", "outside");
        for (Outside outside : Outside.ALL) {
            chart.node(outside.id(), outside.shape(), outside.name(), outside.arrives() ? "outside" : "store");
        }
        for (ServiceFacts service : services) {
            chart.node(service.schema(), Shape.BOX, title(service), "service");
        }
        chart.arrow("clients", "REST", "platform");
        calls.forEach((line, things) -> {
            if (line.way() == Way.PASSES) {
                chart.arrow(line.from(), "", line.to());
            } else if (!line.from().equals("platform") && !line.to().equals("platform")) {
                draw(chart, line, things);
            }
        });
        for (Outside outside : Outside.ALL) {
            if (outside.arrives()) {
                chart.arrow(outside.id(), outside.words(), outside.schema());
            } else {
                chart.arrow(outside.schema(), outside.words(), outside.id());
            }
        }
        return chart.block();
    }

    private static void draw(Flowchart chart, Line line, SortedSet<String> things) {
        if (line.way() == Way.TELLS) {
            List<String> names =
                    things.stream().map(path -> path.replaceFirst(".*/", "")).toList();
            chart.laterArrow(line.from(), Flowchart.wrapped(names, WIDTH), line.to());
        } else {
            chart.arrow(line.from(), listed(things), line.to());
        }
    }

    private static String title(ServiceFacts service) {
        return "<b>" + service.name() + "</b> :" + service.port() + "<br/>"
                + Flowchart.wrapped(Arrays.asList(service.description().split(" ")), WIDTH);
    }

    private static String listed(SortedSet<String> things) {
        return Flowchart.wrapped(Arrays.asList(String.join(", ", things).split("(?<=,) ")), WIDTH);
    }

    private String callTable() {
        StringBuilder table = new StringBuilder("| who | how | whom | what |\n|---|---|---|---|\n");
        calls.forEach((line, things) -> table.append("| %s | %s | %s | %s |%n"
                .formatted(
                        name(line.from()),
                        line.way().words,
                        name(line.to()),
                        things.stream()
                                .map(thing -> thing.startsWith("/") ? "`" + thing + "`" : thing)
                                .collect(Collectors.joining(", ")))));
        return table.toString();
    }

    private String databaseTable() {
        StringBuilder table =
                new StringBuilder("| service | port | schema | role | what it is |\n|---|---|---|---|---|\n");
        services.forEach(service -> table.append("| [`%s`](../%s) | %d | `%s` | `%s` | %s |%n"
                .formatted(
                        service.name(),
                        service.name(),
                        service.port(),
                        service.schema(),
                        service.role(),
                        service.description())));
        return table.toString();
    }

    private String name(String schema) {
        return services.stream()
                .filter(service -> service.schema().equals(schema))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** What is shipped, each with the modules that it uses and does not come to by way of others. */
    private String modules() throws IOException {
        Map<String, Module> modules = Modules.read();
        Layers uses = new Layers();
        modules.values().stream()
                .filter(module -> !NOT_SHIPPED.contains(module.name()))
                .forEach(module -> uses.put(
                        module.name(),
                        module.uses().stream()
                                .filter(other -> !NOT_SHIPPED.contains(other))
                                .toList()));
        Flowchart chart = new Flowchart("TB");
        for (String module : uses.names()) {
            boolean service = services.stream().anyMatch(any -> any.name().equals(module));
            chart.node(id(module), Shape.BOX, module, service ? "service" : "store");
        }
        uses.forEachDirect((from, to) -> chart.arrow(id(from), "", id(to)));
        return chart.block();
    }

    private static String features(Features features) {
        Flowchart chart = new Flowchart("TB");
        Layers uses = new Layers();
        features.uses().forEach(uses::put);
        for (String feature : uses.names()) {
            chart.node(id(feature), Shape.BOX, feature, "service");
        }
        uses.forEachDirect((from, to) -> chart.arrow(id(from), "", id(to)));
        return chart.block();
    }

    private static String featureTable(Features features) {
        StringBuilder table = new StringBuilder("| feature | what it is | adapters |\n|---|---|---|\n");
        features.uses()
                .keySet()
                .forEach(feature -> table.append("| `%s` | %s | %s |%n"
                        .formatted(
                                feature,
                                features.meanings().getOrDefault(feature, ""),
                                features.adapters().get(feature).stream()
                                        .map(adapter -> "`" + adapter + "`")
                                        .collect(Collectors.joining(", ")))));
        return table.toString();
    }

    /** Mermaid has words of its own. */
    private static String id(String name) {
        return "the_" + name.replace('-', '_');
    }
}
