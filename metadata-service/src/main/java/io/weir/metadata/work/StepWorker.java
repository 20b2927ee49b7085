package io.weir.metadata.work;

import io.weir.metadata.MetadataSettings;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;

/** A {@link StepThread} that lives as long as the service, where this process has workers at all. */
public abstract class StepWorker implements SmartLifecycle {

    private final StepThread thread;
    private final MetadataSettings.Mirror settings;

    protected StepWorker(String name, BooleanSupplier step, MetadataSettings settings) {
        this.thread = new StepThread(name, step);
        this.settings = settings.metadata().mirror();
    }

    protected void wake() {
        thread.wake();
    }

    @Override
    public void start() {
        if (settings.workers() > 0) {
            thread.start(settings.pollInterval());
        }
    }

    @Override
    public void stop() {
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }
}
