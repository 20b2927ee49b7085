package io.weir.support.vitals;

import io.swagger.v3.oas.annotations.Hidden;
import io.weir.support.access.ChecksGrants;
import io.weir.support.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the gateway how this service is. */
@Hidden
@RestController
final class VitalsController {

    private final VitalSigns signs;

    VitalsController(VitalSigns signs) {
        this.signs = signs;
    }

    @GetMapping(Vitals.PATH)
    @ChecksGrants("is the services'")
    Vitals vitals(HttpServletRequest call) {
        Identity.requireService(call);
        return signs.ask();
    }
}
