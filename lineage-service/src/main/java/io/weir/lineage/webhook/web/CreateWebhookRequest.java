package io.weir.lineage.webhook.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a webhook.
 *
 * @param url where events are posted to
 * @param events types that it is told; all where absent, {@code run.*} for all of runs
 * @param secret that messages are signed with, 16 characters at least; made where absent
 */
record CreateWebhookRequest(
        @Schema(example = "https://hooks.example.com/weir") String url,
        @Schema(example = "[\"run.*\"]") @Nullable List<String> events,
        @Nullable String secret) {

    @Override
    public String toString() {
        return "CreateWebhookRequest[url=" + url + ", events=" + events + "]";
    }
}
