package io.weir.metadata.importing;

import io.weir.metadata.MetadataSettings;
import io.weir.metadata.work.StepWorker;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The thread that imports. It starts at once on what is ordered here, and finds what a process that died left. */
@Component
class ImportWorker extends StepWorker {

    ImportWorker(ImportStep step, MetadataSettings settings) {
        super("import", step::run, settings);
    }

    /** Something was ordered. */
    record ImportOrdered(String table) {}

    @TransactionalEventListener(fallbackExecution = true)
    void wake(ImportOrdered ordered) {
        wake();
    }
}
