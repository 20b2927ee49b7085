package io.weir.metadata.table;

import io.weir.metadata.storage.StorePlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The place that a table lies in. Each has one text, by which it is kept and compared. */
public sealed interface TableLocation {

    /** The text of this place: an absolute path, or the URI of a place in a store. */
    String text();

    /** The texts of this place and of every one that it lies in. */
    List<String> withParents();

    /** The place that a table was given, by its text. */
    static TableLocation of(String text) {
        Optional<StorePlace> place = StorePlace.parse(text);
        return place.isPresent() ? new InStore(place.get()) : new InFolder(Path.of(text));
    }

    /** A folder; absolute. */
    record InFolder(Path folder) implements TableLocation {

        @Override
        public String text() {
            return folder.toString();
        }

        @Override
        public List<String> withParents() {
            return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                    .map(Path::toString)
                    .toList();
        }
    }

    /** A prefix of a store of objects. */
    record InStore(StorePlace place) implements TableLocation {

        @Override
        public String text() {
            return place.uri();
        }

        @Override
        public List<String> withParents() {
            return Stream.iterate(text(), Objects::nonNull, InStore::parent).toList();
        }

        private static @Nullable String parent(String uri) {
            int slash = uri.lastIndexOf('/');
            return uri.charAt(slash - 1) == '/' ? null : uri.substring(0, slash);
        }
    }
}
