package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.Secrets;
import io.weir.support.access.Access;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Secrets")
class SecretOwnerController {

    private final Secrets secrets;
    private final Access access;

    SecretOwnerController(Secrets secrets, Access access) {
        this.secrets = secrets;
        this.access = access;
    }

    @PutMapping("/api/v1/secrets/{secret}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.SECRET, named = "secret")
    @Operation(
            operationId = "handOverSecret",
            summary = "Gives a secret another owner",
            description = "Of two who hand it over at once one is answered 412. What was granted on it stays.")
    ResponseEntity<SecretDocument> handOver(
            HttpServletRequest call, @PathVariable String secret, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        Secret read = secrets.get(secret);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.SECRET, secret, owner) && !secrets.handOver(read, owner)) {
            throw NewOwner.overtaken("secret", secret);
        }
        Secret given = secrets.get(secret);
        return EntityTags.ok(given.revision(), SecretDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfSecrets {

        @Bean
        Owners ownersOfSecrets(Secrets secrets) {
            return Owners.of(ResourceKind.SECRET, name -> secrets.find(name).map(Secret::owner));
        }
    }
}
