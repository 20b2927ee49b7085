package io.weir.metadata.storage;

import io.weir.support.azure.ContainerPlace;
import io.weir.support.google.GooglePlace;
import io.weir.support.s3.BucketPlace;
import java.util.Optional;

/** A place in a store of objects, which no folder of this machine is. */
public sealed interface StorePlace {

    /** What {@link #parse} takes, in words. */
    String FORM = BucketPlace.FORM + ", nor " + ContainerPlace.FORM + ", nor " + GooglePlace.FORM;

    /** The one way to write it, without a slash at its end. */
    String uri();

    /** Of the names of all objects there; empty, or with a slash at its end. */
    String prefix();

    /** Whether it lies below another one, and is not that one itself. */
    boolean isBelow(StorePlace other);

    /** Empty if it is of none of these forms. */
    static Optional<StorePlace> parse(String text) {
        return BucketPlace.parse(text)
                .<StorePlace>map(InS3::new)
                .or(() -> ContainerPlace.parse(text).map(InAzure::new))
                .or(() -> GooglePlace.parse(text).map(InGoogle::new));
    }

    /** The kind of store that a location is in, in one word. */
    static String system(String location) {
        return parse(location).isEmpty() ? "file" : location.substring(0, location.indexOf(':'));
    }

    /** A prefix of a bucket. */
    record InS3(BucketPlace place) implements StorePlace {

        @Override
        public String uri() {
            return place.uri();
        }

        @Override
        public String prefix() {
            return place.prefix();
        }

        @Override
        public boolean isBelow(StorePlace other) {
            return other instanceof InS3 bucket && place.isBelow(bucket.place);
        }
    }

    /** A prefix of a bucket of Google's. */
    record InGoogle(GooglePlace place) implements StorePlace {

        @Override
        public String uri() {
            return place.uri();
        }

        @Override
        public String prefix() {
            return place.prefix();
        }

        @Override
        public boolean isBelow(StorePlace other) {
            return other instanceof InGoogle bucket && place.isBelow(bucket.place);
        }
    }

    /** A folder of a container, or what looks like one. */
    record InAzure(ContainerPlace place) implements StorePlace {

        @Override
        public String uri() {
            return place.uri();
        }

        @Override
        public String prefix() {
            return place.prefix();
        }

        @Override
        public boolean isBelow(StorePlace other) {
            return other instanceof InAzure container && place.isBelow(container.place);
        }
    }
}
