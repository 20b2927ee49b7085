package io.weir.support.access;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes from the control plane who is gone. Twice is as good as once. */
@Hidden
@RestController
final class FormerOwnerController {

    private final OwnedRows rows;
    private final IdempotentRequests requests;

    FormerOwnerController(OwnedRows rows, IdempotentRequests requests) {
        this.requests = requests;
        this.rows = rows;
    }

    @PostMapping(FormerOwner.PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ChecksGrants("is the services'")
    void gone(HttpServletRequest call, @RequestBody FormerOwner gone) {
        Identity.requireService(call);
        List<String> owners = List.of(gone.owner());
        rows.release(owners);
        requests.forget(owners);
    }
}
