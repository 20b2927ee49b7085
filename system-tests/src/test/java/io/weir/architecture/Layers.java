package io.weir.architecture;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What uses what, without circles. */
final class Layers {

    private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();

    void put(String name, Collection<String> others) {
        uses.put(name, new TreeSet<>(others));
    }

    Collection<String> names() {
        return uses.keySet();
    }

    /** Uses that do not follow from others: few enough to be drawn. */
    void forEachDirect(BiConsumer<String, String> action) {
        uses.forEach((name, others) -> {
            SortedSet<String> direct = new TreeSet<>(others);
            others.forEach(other -> direct.removeAll(reached(other)));
            direct.forEach(other -> action.accept(name, other));
        });
    }

    private SortedSet<String> reached(String name) {
        SortedSet<String> reached = new TreeSet<>(uses.getOrDefault(name, new TreeSet<>()));
        for (String other : uses.getOrDefault(name, new TreeSet<>())) {
            reached.addAll(reached(other));
        }
        return reached;
    }
}
