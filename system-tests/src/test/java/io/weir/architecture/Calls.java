package io.weir.architecture;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which service calls which, by the places in their code that ask where another one answers: routes of the gateway, the
 * generated client, what is called without it, messages of the outbox, and what {@code service-support} does in every service.
 */
final class Calls {

    /** How a call comes about, in the order in which they are told. */
    enum Way {
        PASSES("passes on"),
        ASKS("asks for"),
        TELLS("tells, by its outbox");

        final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /**
     * One way from one service to another.
     *
     * @param from the schema of the caller
     * @param to the schema of the one that is called
     */
    record Line(String from, String to, Way way) implements Comparable<Line> {

        @Override
        public int compareTo(Line other) {
            return (from + way.ordinal() + to).compareTo(other.from + other.way.ordinal() + other.to);
        }
    }

    private static final Pattern ADDRESS = Pattern.compile("(?<!-> )\\blocations\\.([a-z]+)Url\\(\\)");
    private static final Pattern CLIENT_OF_ADDRESS =
            Pattern.compile("new (\\w+)Api\\([^;]*?locations\\.([a-z]+)Url\\(\\)");
    private static final Pattern CLIENT = Pattern.compile("\\bnew (\\w+)Api\\(");
    private static final Pattern GIVEN_ADDRESS = Pattern.compile("new (\\w+)\\(locations\\.[a-z]+Url\\(\\)");
    private static final Pattern PATH = Pattern.compile("\"/(?:api|internal)/v1/([\\w-]+)");
    private static final Pattern MESSAGE = Pattern.compile("append\\(\\s*Destination\\.([A-Z]+),\\s*(\\w+|\"[^\"]+\")");
    private static final Pattern ROUTE = Pattern.compile("\\bto\\(Service\\.([A-Z]+), ([A-Z]+),");
    private static final Pattern ANY_SERVICE = Pattern.compile("\\w+\\.locate\\(locations\\)");

    private final SortedMap<Line, SortedSet<String>> lines = new TreeMap<>();
    private final List<String> schemas;
    private final List<Source> shared = Source.of("service-support");
    /** A message that has a class in the shared code is sent by those who call it. */
    private final List<Source> sharedMessages = shared.stream()
            .filter(source -> MESSAGE.matcher(source.code()).find())
            .toList();

    private Calls(List<ServiceFacts> services) throws IOException {
        this.schemas = services.stream().map(ServiceFacts::schema).toList();
    }

    /** Every way between services, and what goes by it: paths, resources or features, sorted. */
    static SortedMap<Line, SortedSet<String>> between(List<ServiceFacts> services) throws IOException {
        Calls calls = new Calls(services);
        for (ServiceFacts service : services) {
            for (Source source : Source.of(service.name())) {
                calls.read(service.schema(), source);
            }
            calls.shared.forEach(source -> calls.requests(service.schema(), source));
        }
        return calls.lines;
    }

    private void read(String from, Source source) {
        routes(from, source);
        requests(from, source);
        messages(from, source);
        sharedMessages.stream()
                .filter(file -> Pattern.compile("\\b" + file.name() + "\\.[a-z]")
                        .matcher(source.code())
                        .find())
                .forEach(file -> messages(from, file));
    }

    private void routes(String from, Source source) {
        for (MatchResult route : ROUTE.matcher(source.code()).results().toList()) {
            Pattern paths = Pattern.compile("\\b" + route.group(2) + " = List\\.of\\(([^;]*)\\);");
            paths.matcher(source.code())
                    .results()
                    .flatMap(list -> Pattern.compile("\"([^\"]+)\"")
                            .matcher(list.group(1))
                            .results())
                    .forEach(path -> add(from, route.group(1), Way.PASSES, path.group(1)));
        }
        if (ANY_SERVICE.matcher(source.code()).find()
                && !ROUTE.matcher(source.code()).find()) {
            schemas.forEach(to -> add(from, to, Way.ASKS, source.path().split("/")[3]));
        }
    }

    private void requests(String from, Source source) {
        SortedSet<String> targets = new TreeSet<>();
        ADDRESS.matcher(source.code()).results().forEach(address -> targets.add(address.group(1)));
        if (targets.size() == 1) {
            things(source).forEach(thing -> add(from, targets.first(), Way.ASKS, thing));
        } else {
            CLIENT_OF_ADDRESS
                    .matcher(source.code())
                    .results()
                    .forEach(client -> add(from, client.group(2), Way.ASKS, resources(client.group(1))));
        }
    }

    /** What is asked for: by the client's parts, by paths, or by those of a class that is given the address. */
    private List<String> things(Source source) {
        List<String> clients = CLIENT.matcher(source.code())
                .results()
                .map(client -> resources(client.group(1)))
                .toList();
        if (!clients.isEmpty()) {
            return clients;
        }
        List<String> given = GIVEN_ADDRESS
                .matcher(source.code())
                .results()
                .map(type -> type.group(1))
                .toList();
        List<String> paths = Stream.concat(
                        Stream.of(source), shared.stream().filter(file -> given.contains(file.name())))
                .flatMap(file -> PATH.matcher(file.code()).results())
                .map(path -> path.group(1))
                .toList();
        if (paths.isEmpty()) {
            throw new IllegalStateException(source.path() + " calls a service, and nothing here says for what");
        }
        return paths;
    }

    private void messages(String from, Source source) {
        for (MatchResult message : MESSAGE.matcher(source.code()).results().toList()) {
            String path = message.group(2);
            if (!path.startsWith("\"")) {
                path = Pattern.compile("\\b" + path + " = (\"[^\"]+\");")
                        .matcher(source.code())
                        .results()
                        .map(constant -> constant.group(1))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(source.path() + " does not say where to"));
            }
            add(from, message.group(1), Way.TELLS, path.replace("\"", ""));
        }
    }

    private void add(String from, String to, Way way, String thing) {
        String target = to.toLowerCase(Locale.ROOT);
        if (!target.equals(from) && schemas.contains(target)) {
            lines.computeIfAbsent(new Line(from, target, way), any -> new TreeSet<>())
                    .add(thing);
        }
    }

    /** {@code ComputePools} as words. */
    private static String resources(String api) {
        return api.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
