package io.weir.metadata.creation;

import io.weir.delta.LogFileNames;
import io.weir.metadata.storage.ObjectStores;
import io.weir.metadata.table.TableLocation;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Logs that are there before their table is. */
@Component
class ForeignLogs {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ObjectStores stores;

    ForeignLogs(ObjectStores stores) {
        this.stores = stores;
    }

    /** Whether a log lies at a place. Asks the store, so that no transaction is to wait for it. */
    boolean isAt(TableLocation location) {
        try {
            return !stores.at(location.text()).isEmpty(LogFileNames.LOG_FOLDER);
        } catch (IOException failed) {
            throw ProblemException.unavailable(String.valueOf(failed.getMessage()), RETRY_AFTER, failed);
        }
    }
}
