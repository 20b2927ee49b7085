package io.weir.architecture;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The features of a service, which are the packages directly below its own.
 *
 * @param uses of each feature, the others that its code names
 * @param adapters of each feature, the packages below it
 * @param meanings of each feature, what its package says of itself
 */
record Features(
        SortedMap<String, SortedSet<String>> uses,
        SortedMap<String, SortedSet<String>> adapters,
        Map<String, String> meanings) {

    private static final Pattern SAYING = Pattern.compile("/\\*\\*\\s*(.*?)\\s*\\*/", Pattern.DOTALL);

    static Features of(ServiceFacts service) throws IOException {
        String root = "io/weir/" + service.schema() + "/";
        Features features = new Features(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (Source source : Source.of(service.name())) {
            String[] parts = source.path().substring(root.length()).split("/");
            if (parts.length > 1) {
                features.add(root, parts, source);
            }
        }
        return features;
    }

    private void add(String root, String[] parts, Source source) {
        String feature = parts[0];
        SortedSet<String> others = uses.computeIfAbsent(feature, any -> new TreeSet<>());
        SortedSet<String> below = adapters.computeIfAbsent(feature, any -> new TreeSet<>());
        if (parts.length > 2) {
            below.add(parts[1]);
        }
        if (source.path().endsWith("/package-info.java")) {
            String meaning = meaning(source.text());
            meanings.merge(feature, meaning, (known, now) -> parts.length == 2 ? now : known);
        }
        String start = root.replace('/', '.');
        source.imports().stream()
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()).split("\\.")[0])
                .filter(other -> !other.equals(feature) && Character.isLowerCase(other.charAt(0)))
                .forEach(others::add);
    }

    private static String meaning(String text) {
        Matcher saying = SAYING.matcher(text);
        return saying.find() ? saying.group(1).replaceAll("\\s+", " ") : "";
    }
}
