package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.token.ApiToken;
import io.weir.platform.token.Tokens;
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
@Tag(name = "Tokens")
class TokenOwnerController {

    private final Tokens tokens;
    private final Access access;

    TokenOwnerController(Tokens tokens, Access access) {
        this.tokens = tokens;
        this.access = access;
    }

    @PutMapping("/api/v1/tokens/{token}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.TOKEN, named = "token")
    @Operation(
            operationId = "handOverToken",
            summary = "Gives a token another owner",
            description =
                    "Who answers for it from now on; whom it speaks for stays. Of two who hand it over at once one is answered 412.")
    ResponseEntity<TokenDocument> handOver(
            HttpServletRequest call, @PathVariable String token, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        ApiToken read = tokens.get(token);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.TOKEN, token, owner) && !tokens.handOver(read, owner)) {
            throw NewOwner.overtaken("token", token);
        }
        ApiToken given = tokens.get(token);
        return EntityTags.ok(given.revision(), TokenDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfTokens {

        @Bean
        Owners ownersOfTokens(Tokens tokens) {
            return Owners.of(ResourceKind.TOKEN, name -> tokens.find(name).map(ApiToken::owner));
        }
    }
}
