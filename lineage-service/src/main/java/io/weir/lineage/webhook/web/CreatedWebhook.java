package io.weir.lineage.webhook.web;

import io.weir.lineage.webhook.Webhook;

/**
 * A webhook that was just made.
 *
 * @param secret that messages are signed with; told now and never again
 */
record CreatedWebhook(Webhook webhook, String secret) {

    @Override
    public String toString() {
        return "CreatedWebhook[" + webhook + "]";
    }
}
