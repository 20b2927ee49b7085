package io.weir.standalone.demo;

import io.weir.client.api.PipelinesApi;
import io.weir.client.model.Pipeline;
import io.weir.client.model.PipelinePage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every pipeline of a platform, page by page. */
public final class AllPipelines {

    private static final int PAGE = 1000;

    private final Gateway gateway;
    private final PipelinesApi pipelines;

    public AllPipelines(Gateway gateway) {
        this.gateway = gateway;
        this.pipelines = new PipelinesApi(gateway.client());
    }

    /** Those that are there now. */
    public List<Pipeline> list() {
        List<Pipeline> all = new ArrayList<>();
        @Nullable String token = null;
        do {
            String from = token;
            PipelinePage page =
                    gateway.call("listing pipelines", () -> pipelines.listPipelines(null, PAGE, from, null));
            all.addAll(page.getItems());
            token = page.getNextPageToken();
        } while (token != null);
        return all;
    }
}
