package io.weir.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What alerts and dashboards ask Prometheus. */
public final class Queries {

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(?!\\w)(\\s*\\()?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "without");

    private static final Pattern SCALED_BY = Pattern.compile("(?m)^ *query: (.+)$");

    /** Given by Prometheus itself and by the chart's scraping. */
    private static final Set<String> OUTSIDE = Set.of("up", "job", "instance", "namespace", "pod", "le");

    private Queries() {}

    /** The expressions of all rules and panels, and what workers are scaled by, by where they are. */
    public static Map<String, String> all() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        queries.put("scaler", scaler());
        for (Map<String, Object> rule : rules()) {
            queries.put("alert " + rule.get("alert"), rule.get("expr").toString());
        }
        try (Stream<Path> files = Files.list(Compose.home().resolve("helm/weir/dashboards"))) {
            for (Path file : files.toList()) {
                for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).get("panels")) {
                    for (JsonNode target : panel.get("targets")) {
                        String where =
                                file.getFileName() + ": " + panel.get("title").asText() + " "
                                        + target.get("refId").asText();
                        queries.put(where, target.get("expr").asText());
                    }
                }
            }
        }
        return queries;
    }

    /** As the chart has it, with nothing filled in. */
    private static String scaler() throws IOException {
        Path template = Compose.home().resolve("helm/weir/templates/services.yaml");
        Matcher query = SCALED_BY.matcher(Files.readString(template));
        if (!query.find()) {
            throw new IllegalStateException(template + " scales by no query");
        }
        return query.group(1).replaceAll("\\{\\{[^}]*}}", "any");
    }

    static List<Map<String, Object>> rules() throws IOException {
        Object group = Compose.list(Compose.yaml("helm/weir/files/alerts.yaml").get("groups"))
                .get(0);
        return Compose.list(Compose.map(group).get("rules")).stream()
                .map(Compose::map)
                .toList();
    }

    /** The metrics that {@code query} names, each with the labels that it asks of it. */
    public static Map<String, Set<String>> metrics(String query) {
        Set<String> grouped = new TreeSet<>();
        for (Matcher by = GROUPING.matcher(query); by.find(); ) {
            grouped.addAll(List.of(by.group(2).split("\\s*,\\s*")));
        }
        String text = GROUPING.matcher(query).replaceAll(" ").replaceAll("\\[[^\\]]*]", " ");
        Map<String, Set<String>> metrics = new TreeMap<>();
        for (Matcher selector = SELECTOR.matcher(text); selector.find(); ) {
            String name = selector.group(1);
            if (selector.group(3) == null && !WORDS.contains(name)) {
                Set<String> labels = new LinkedHashSet<>(grouped);
                for (Matcher label = LABEL.matcher(String.valueOf(selector.group(2))); label.find(); ) {
                    labels.add(label.group(1));
                }
                labels.removeAll(OUTSIDE);
                metrics.put(name, labels);
            }
        }
        metrics.keySet().removeAll(OUTSIDE);
        return metrics;
    }
}
