package io.weir.lineage.intake.web;

import io.weir.lineage.openlineage.LineageEvent;
import io.weir.support.access.NewOwner;
import io.weir.support.identity.Identity;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Who posts events: a service of this platform, whose events are the platform's own, or somebody outside. Where nobody
 * has to say who they are, the producer that an event names is believed. Jobs that services send of are the platform's.
 */
record Sender(Optional<Identity> identity) {

    private static final String PIPELINES = "https://weir.io/ingest-worker";

    static Sender of(ServletRequest request) {
        return new Sender(Identity.of(request));
    }

    LineageEvent mark(LineageEvent event, JsonNode body) {
        boolean own = identity.map(Identity::isService)
                .orElseGet(() -> PIPELINES.equals(body.path("producer").asString("")));
        LineageEvent marked = own ? event.asOwn() : event;
        return marked.sentBy(identity.filter(sender -> !sender.isService())
                .map(Identity::name)
                .orElse(NewOwner.PLATFORM));
    }
}
