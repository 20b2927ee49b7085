package io.weir.delta.log;

import io.weir.delta.LogFileName.CheckpointPart;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files of multi-part checkpoints. Two writers may have cut the same version into different numbers of parts. */
final class Parts {

    private record Cut(long version, long parts) implements Comparable<Cut> {

        @Override
        public int compareTo(Cut other) {
            int byVersion = Long.compare(version, other.version);
            return byVersion == 0 ? Long.compare(parts, other.parts) : byVersion;
        }
    }

    private final Map<Cut, SortedMap<Long, String>> names = new TreeMap<>();

    void add(CheckpointPart part, String name) {
        names.computeIfAbsent(new Cut(part.version(), part.parts()), cut -> new TreeMap<>())
                .put(part.part(), name);
    }

    List<CheckpointFiles> complete() {
        return names.entrySet().stream()
                .filter(cut -> cut.getValue().size() == cut.getKey().parts()
                        && cut.getValue().firstKey() == 1
                        && cut.getValue().lastKey() == cut.getKey().parts())
                .map(cut -> new CheckpointFiles(
                        cut.getKey().version(),
                        CheckpointFiles.Kind.MULTI_PART,
                        List.copyOf(cut.getValue().values())))
                .toList();
    }
}
