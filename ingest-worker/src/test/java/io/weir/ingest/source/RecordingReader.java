package io.weir.ingest.source;

import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Keeps all that a source hands over and tells. */
public class RecordingReader implements SourceListener, Payloads {

    private final Map<Integer, Long> held;
    private final Map<Integer, List<Long>> sequences = new TreeMap<>();
    private final Map<String, String> payloads = new HashMap<>();
    private final Map<Integer, Long> begun = new TreeMap<>();
    private final List<String> gaps = new ArrayList<>();
    private final List<SourceIdentity> identities = new ArrayList<>();
    private final Set<Integer> lost = new java.util.TreeSet<>();
    private int records;

    public RecordingReader() {
        this(Map.of());
    }

    /** @param held what sinks hold already of some partitions */
    public RecordingReader(Map<Integer, Long> held) {
        this.held = held;
    }

    @Override
    public void add(int partition, long sequence, ByteBuffer payload) {
        sequences.computeIfAbsent(partition, any -> new ArrayList<>()).add(sequence);
        // One character for each byte, since an envelope is no text.
        payloads.put(
                partition + "/" + sequence,
                StandardCharsets.ISO_8859_1.decode(payload).toString());
        records++;
    }

    @Override
    public Map<Integer, Long> assigned(Set<Integer> partitions) {
        Map<Integer, Long> after = new HashMap<>();
        partitions.forEach(partition -> after.put(partition, held.getOrDefault(partition, FROM_START)));
        return after;
    }

    @Override
    public void reading(SourceIdentity identity) {
        identities.add(identity);
    }

    @Override
    public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
        begun.putAll(firsts);
        return firsts;
    }

    @Override
    public void revoked(Set<Integer> partitions) {}

    @Override
    public void lost(Set<Integer> partitions) {
        lost.addAll(partitions);
    }

    @Override
    public void gap(int partition, long expected, long found) {
        gaps.add(partition + ": " + expected + " to " + found);
    }

    public int records() {
        return records;
    }

    public List<Long> sequences(int partition) {
        return sequences.getOrDefault(partition, List.of());
    }

    public String payload(int partition, long sequence) {
        return payloads.get(partition + "/" + sequence);
    }

    /** Where partitions began that were not held. */
    public Map<Integer, Long> begun() {
        return begun;
    }

    public List<String> gaps() {
        return gaps;
    }

    /** What told the topic from others of its name, each time that partitions were assigned. */
    public List<SourceIdentity> identities() {
        return identities;
    }

    public Set<Integer> lost() {
        return lost;
    }

    public static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
