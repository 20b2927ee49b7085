package io.weir.ingest.source.files;

import io.weir.delta.storage.StorageException;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.SourceException;
import io.weir.support.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that are read, as they were when they were listed: by partition, in the order of their names, so that a number of
 * rows always means the same place. Where all lie in folders that are numbers, as captures do, these are the partitions.
 */
final class ReplayFolder implements AutoCloseable {

    private static final Pattern NUMBERED = Pattern.compile("(0|[1-9][0-9]{0,8})/.*");

    private final FilePlace place;
    private final Map<Integer, List<ReplayFile>> partitions;

    private ReplayFolder(FilePlace place, Map<Integer, List<ReplayFile>> partitions) {
        this.place = place;
        this.partitions = partitions;
    }

    /**
     * Lists the files of a place, and counts their rows.
     *
     * @param place which is closed with this, or if there is no such folder
     * @param called what it is called in errors
     * @throws SourceException lasting if one of them can never be read
     */
    static ReplayFolder of(FilePlace place, String called, RowCounts counts) {
        boolean listed = false;
        try {
            ReplayFolder folder = new ReplayFolder(place, partitions(place.files(), counts));
            listed = true;
            return folder;
        } catch (IOException failed) {
            throw new SourceException(called + " cannot be listed: " + failed.getMessage(), false, failed);
        } finally {
            if (!listed) {
                place.close();
            }
        }
    }

    private static Map<Integer, List<ReplayFile>> partitions(Map<String, PlacedFile> files, RowCounts counts) {
        boolean numbered =
                files.keySet().stream().allMatch(name -> NUMBERED.matcher(name).matches());
        Map<Integer, List<ReplayFile>> partitions = new TreeMap<>();
        for (Map.Entry<String, PlacedFile> file : files.entrySet()) {
            Matcher number = NUMBERED.matcher(file.getKey());
            int partition = numbered && number.matches() ? Integer.parseInt(number.group(1)) : 0;
            List<ReplayFile> before = partitions.computeIfAbsent(partition, any -> new ArrayList<>());
            long first = before.isEmpty() ? 0 : before.get(before.size() - 1).end();
            before.add(file(partition, file.getKey(), file.getValue(), first, counts));
        }
        return partitions;
    }

    private static ReplayFile file(int partition, String name, PlacedFile placed, long first, RowCounts counts) {
        FileKind kind = FileKind.of(name)
                .orElseThrow(() -> new SourceException(placed.location() + " is none of " + FileKind.ENDINGS));
        try {
            return new ReplayFile(partition, placed, name, kind, first, counts.of(placed, kind));
        } catch (StorageException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        } catch (IOException unreadable) {
            throw new SourceException(
                    placed.location() + " cannot be read: " + unreadable.getMessage(), true, unreadable);
        }
    }

    /** Tells these files from others by their names, sizes, versions and rows: a place in them is none in others. */
    String identity() {
        MessageDigest digest = Sha256.digest();
        partitions
                .values()
                .forEach(files ->
                        files.forEach(file -> digest.update(file.identity().getBytes(StandardCharsets.UTF_8))));
        return HexFormat.of().formatHex(digest.digest());
    }

    List<Extent> extents() {
        return partitions.entrySet().stream()
                .map(partition -> new Extent(partition.getKey(), 0, end(partition.getValue())))
                .toList();
    }

    private static long end(List<ReplayFile> files) {
        return files.get(files.size() - 1).end();
    }

    /** The file that has a row; nothing at the end. */
    Optional<ReplayFile> find(int partition, long sequence) {
        return partitions.getOrDefault(partition, List.of()).stream()
                .filter(file -> file.first() <= sequence && sequence < file.end())
                .findFirst();
    }

    @Override
    public void close() {
        place.close();
    }
}
