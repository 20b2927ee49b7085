package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.dependent.Departure;
import io.weir.platform.secret.KeyChange;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.SecretRemoval;
import io.weir.platform.secret.SecretValue;
import io.weir.platform.secret.Secrets;
import io.weir.platform.secret.Vault;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Secrets")
class SecretController {

    private final Secrets secrets;
    private final Vault vault;
    private final SecretRemoval removal;
    private final KeyChange keyChange;
    private final IdempotentRequests requests;
    private final Access access;

    SecretController(
            Secrets secrets,
            Vault vault,
            SecretRemoval removal,
            KeyChange keyChange,
            IdempotentRequests requests,
            Access access) {
        this.secrets = secrets;
        this.vault = vault;
        this.removal = removal;
        this.keyChange = keyChange;
        this.requests = requests;
        this.access = access;
    }

    /** What tells two requests with one Idempotency-Key apart is kept for a day, and the value must not be. */
    private record Fingerprint(String name, String value, Map<String, String> properties) {}

    @PostMapping("/secrets")
    @ChecksGrants("MANAGE on SECRET of the name")
    @Operation(
            operationId = "createSecret",
            summary = "Creates a secret",
            description = "Its value is kept encrypted, and is in no answer. Where the platform has no keys: 409.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<SecretDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateSecretRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.SECRET, request.name());
        String owner = NewOwner.maker(call);
        String name = request.checkedName();
        SecretValue value = request.checkedValue();
        Map<String, String> properties = request.checkedProperties();
        Fingerprint asked = new Fingerprint(name, vault.fingerprint(value), properties);
        return requests.once(key, "createSecret", asked, SecretDocument.class, () -> {
            Secret secret = vault.add(name, value, properties, owner);
            return ResponseEntity.created(URI.create("/api/v1/secrets/" + secret.name()))
                    .eTag(EntityTags.of(secret.revision()))
                    .body(SecretDocument.of(secret));
        });
    }

    @GetMapping("/secrets")
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listSecrets", summary = "Lists secrets, without their values")
    SecretPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.SECRET);
        Page<Secret> page = Page.ofVisible(
                asked, secrets::list, secret -> visible.test(secret.name(), secret.owner()), Secret::name);
        return new SecretPage(page.items().stream().map(SecretDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/secrets/{secret}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.SECRET, named = "secret")
    @Operation(operationId = "getSecret", summary = "Gets what is known of a secret, without its value")
    ResponseEntity<SecretDocument> get(@PathVariable String secret) {
        return answer(secrets.get(secret));
    }

    @PatchMapping("/secrets/{secret}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.SECRET, named = "secret")
    @Operation(operationId = "updateSecret", summary = "Gives a secret another value, or other properties")
    ResponseEntity<SecretDocument> update(
            @PathVariable String secret, IfMatch ifMatch, @RequestBody UpdateSecretRequest request) {
        return ifMatch.change(() -> {
            Secret read = secrets.get(secret);
            ifMatch.check(read.revision());
            return answer(request.change(read, vault));
        });
    }

    @DeleteMapping("/secrets/{secret}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.SECRET, named = "secret")
    @Operation(
            operationId = "deleteSecret",
            summary = "Deletes a secret",
            description =
                    "A secret that a store refers to is not deleted: 409 with its users; with cascade the stores go, too.")
    void delete(
            HttpServletRequest call,
            @PathVariable String secret,
            @Parameter(description = SecretRemoval.CASCADE) @RequestParam(required = false) @Nullable Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            Secret read = secrets.get(secret);
            ifMatch.check(read.revision());
            removal.remove(
                    read, Departure.of(access.remover(call), Identity.of(call).orElse(null), cascade));
        });
    }

    @PostMapping("/secret-rotations")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.SECRET)
    @Operation(
            operationId = "rotateSecrets",
            summary = "Encrypts secrets of older keys anew by the first one",
            description = "Some with each call: repeat it until none was left to do.")
    SecretRotation rotate(@RequestParam(required = false) @Nullable Integer limit) {
        return SecretRotation.of(keyChange.rotate(PageRequest.of(limit, null).limit()));
    }

    private static ResponseEntity<SecretDocument> answer(Secret secret) {
        return EntityTags.ok(secret.revision(), SecretDocument.of(secret));
    }
}
