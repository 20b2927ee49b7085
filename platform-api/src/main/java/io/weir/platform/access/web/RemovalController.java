package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.platform.access.Grants;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Removal;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes from other services what is gone. Twice is as good as once, and late as good as at once. */
@Hidden
@RestController
class RemovalController {

    private final Grants grants;

    RemovalController(Grants grants) {
        this.grants = grants;
    }

    @PostMapping(Removal.PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ChecksGrants("is the services'")
    void removed(HttpServletRequest call, @RequestBody Removal removal) {
        Identity.requireService(call);
        grants.forget(removal);
    }
}
