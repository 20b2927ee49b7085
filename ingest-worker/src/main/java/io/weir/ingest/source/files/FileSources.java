package io.weir.ingest.source.files;

import io.weir.delta.storage.StorageException;
import io.weir.ingest.dependency.Outage;
import io.weir.ingest.source.Extent;
import io.weir.ingest.source.Sample;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.ReaderLease;
import io.weir.ingest.source.lease.ReaderLeases;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Readers of files. */
@Component
final class FileSources implements Sources {

    private final ReaderLeases leases;
    private final WorkerName worker;
    private final FilePlaces places;
    private final RowCounts counts = new RowCounts();

    FileSources(ReaderLeases leases, WorkerName worker, FilePlaces places) {
        this.leases = leases;
        this.worker = worker;
        this.places = places;
    }

    @Override
    public String kind() {
        return StoreAddress.FILES;
    }

    @Override
    public Source open(SourceRequest request, SourceListener listener) {
        return new FileSource(() -> folder(request), request, listener, new ReaderLease(leases, request, worker));
    }

    @Override
    public Map<Integer, Long> ends(SourceRequest request) {
        try (ReplayFolder folder = folder(request)) {
            return folder.extents().stream().collect(Collectors.toMap(Extent::partition, Extent::end));
        }
    }

    @Override
    public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        try (ReplayFolder folder = folder(request)) {
            peek(folder, request, most, payloads);
        }
    }

    /** What a store of objects answers, and what is wrong with a file, is none. */
    @Override
    public boolean isOutage(Throwable failed) {
        Throwable cause = failed;
        while (cause instanceof SourceException
                || cause instanceof UncheckedIOException
                || cause instanceof StorageException) {
            cause = cause.getCause();
        }
        return cause != null && Outage.isSilence(cause);
    }

    private static void peek(ReplayFolder folder, SourceRequest request, int most, Payloads payloads) {
        List<Extent> extents = folder.extents();
        Map<Integer, Sample> samples = Sample.of(request.start(), extents, most, FileSource.UNTIMED);
        for (Extent extent : extents) {
            Sample sample = samples.get(extent.partition());
            if (sample == null) {
                continue;
            }
            try (PartitionCursor cursor = new PartitionCursor(folder, extent, sample.first(), request.enveloped())) {
                cursor.take(sample.records(), payloads);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private ReplayFolder folder(SourceRequest request) {
        return ReplayFolder.of(places.of(request), request.brokers() + "/" + request.topic(), counts);
    }
}
