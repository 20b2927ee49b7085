package io.weir.lineage.webhook.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.live.WantedTypes;
import io.weir.lineage.webhook.Webhook;
import io.weir.lineage.webhook.Webhooks;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.answer.Locations;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events/webhooks")
@Tag(name = "Live")
class WebhookController {

    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 256;
    private static final int SECRET_BYTES = 32;

    private final Webhooks webhooks;
    private final OutboundRules outbound;
    private final IdempotentRequests requests;
    private final SecureRandom random = new SecureRandom();

    WebhookController(Webhooks webhooks, OutboundRules outbound, IdempotentRequests requests) {
        this.webhooks = webhooks;
        this.outbound = outbound;
        this.requests = requests;
    }

    /** As versions before noted it, whose replicas meet these keys. With another's key nobody gets at the other's secret. */
    private record Asked(String caller, CreateWebhookRequest request) {}

    @PostMapping
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(
            operationId = "createWebhook",
            summary = "Has events posted to an address from now on",
            description = "The secret is told in this answer, and when the same caller repeats the call with its"
                    + " Idempotency-Key, as long as the webhook is there.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<CreatedWebhook> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateWebhookRequest request) {
        List<String> events = request.events() == null ? List.of() : WantedTypes.checked("events", request.events());
        String secret = request.secret() == null ? secret() : request.secret();
        if (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET || secret.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "secret", "has the wrong length", null, SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters");
        }
        URI address = address(request.url());
        outbound.check("url", address.getHost());
        Asked asked = new Asked(Identity.of(call).map(Identity::name).orElse(""), request);
        ResponseEntity<Webhook> made = requests.once(
                key, "createWebhook", asked, Webhook.class, () -> created(webhooks.add(address, events, secret)));
        Webhook webhook = Objects.requireNonNull(made.getBody());
        return ResponseEntity.status(made.getStatusCode())
                .headers(made.getHeaders())
                .body(new CreatedWebhook(webhook, secretOf(webhook.id())));
    }

    private static ResponseEntity<Webhook> created(Webhook webhook) {
        return ResponseEntity.created(Locations.of("/api/v1/events/webhooks/{webhook}", webhook.id()))
                .body(webhook);
    }

    /** It is the webhook's, and not kept with the answer a second time. */
    private String secretOf(UUID id) {
        return webhooks.secret(id).orElseThrow(() -> notFound(id));
    }

    @GetMapping
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listWebhooks", summary = "Lists webhooks")
    Page<Webhook> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        return webhooks.list(PageRequest.of(limit, pageToken));
    }

    @GetMapping("/{webhookId}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getWebhook", summary = "A webhook, and how its deliveries go")
    Webhook get(@PathVariable UUID webhookId) {
        return webhooks.find(webhookId).orElseThrow(() -> notFound(webhookId));
    }

    @DeleteMapping("/{webhookId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "deleteWebhook", summary = "Removes a webhook")
    void delete(@PathVariable UUID webhookId) {
        if (!webhooks.remove(webhookId)) {
            throw notFound(webhookId);
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url);
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw wrong(url);
        }
        throw wrong(url);
    }

    private static ProblemException wrong(String url) {
        return ProblemException.invalid("url", "is no address", url, "http or https, with a host and without a user");
    }

    private static ProblemException notFound(UUID id) {
        return new ProblemException(LineageProblem.WEBHOOK_NOT_FOUND, "There is no webhook " + id);
    }
}
