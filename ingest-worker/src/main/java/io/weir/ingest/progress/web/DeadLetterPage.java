package io.weir.ingest.progress.web;

import io.weir.ingest.progress.DeadLetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some dead letters, and where the next ones begin. */
record DeadLetterPage(List<DeadLetter> items, @Nullable String nextPageToken) {}
