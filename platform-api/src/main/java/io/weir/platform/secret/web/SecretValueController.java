package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.platform.secret.SecretProblem;
import io.weir.platform.secret.SecretUsers;
import io.weir.platform.secret.Vault;
import io.weir.support.access.ChecksGrants;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the ingest worker what a store refers to. A caller's token never says {@code service:}, whatever its scope: only who
 * has the signing keys can sign as a service. It is a POST so that no cache keeps it and the audit log has it.
 */
@Hidden
@RestController
class SecretValueController {

    private static final String WORKER = CallerKind.SERVICE.named("ingest-worker");

    private final Vault vault;
    private final SecretUsers users;

    SecretValueController(Vault vault, SecretUsers users) {
        this.vault = vault;
        this.users = users;
    }

    /** A value on its way to who needs it. */
    private record Opened(String value) {

        /** Without the value. */
        @Override
        public String toString() {
            return "Opened[]";
        }
    }

    @PostMapping("/internal/v1/secrets/{secret}/value")
    @ChecksGrants("is the ingest worker's")
    ResponseEntity<Object> open(HttpServletRequest call, @PathVariable String secret) {
        Identity caller = Identity.of(call)
                .orElseThrow(
                        () -> forbidden("; where nobody has to say who they are (weir.identity.enabled), to nobody"));
        if (!isWorker(caller)) {
            throw forbidden(" alone");
        }
        if (users.of(secret).isEmpty()) {
            throw SecretProblem.notFound(secret);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Opened(vault.open(secret).text()));
    }

    private static ProblemException forbidden(String condition) {
        return new ProblemException(
                CommonProblem.FORBIDDEN, "Values of secrets are told to the ingest worker" + condition);
    }

    private static boolean isWorker(Identity caller) {
        return caller.name().equals(WORKER) && !caller.isBounded();
    }
}
