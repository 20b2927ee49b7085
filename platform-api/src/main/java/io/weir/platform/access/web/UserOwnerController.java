package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
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
@Tag(name = "Access")
class UserOwnerController {

    private final Users users;
    private final Access access;

    UserOwnerController(Users users, Access access) {
        this.users = users;
        this.access = access;
    }

    @PutMapping("/api/v1/users/{user}/owner")
    @RequiresGrant(value = Privilege.OWNERSHIP, on = ResourceKind.USER, named = "user")
    @Operation(
            operationId = "handOverUser",
            summary = "Gives a user another owner",
            description = "Who looks after it from now on. Of two who hand it over at once one is answered 412.")
    ResponseEntity<UserDocument> handOver(
            HttpServletRequest call, @PathVariable String user, IfMatch ifMatch, @RequestBody NewOwner request) {
        String owner = request.checked();
        User read = users.get(user);
        ifMatch.check(read.revision());
        // Asked again of what is changed now: it may have become another's since the call came in.
        if (access.handsOver(call, ResourceKind.USER, user, owner) && !users.handOver(read, owner)) {
            throw NewOwner.overtaken("user", user);
        }
        User given = users.get(user);
        return EntityTags.ok(given.revision(), UserDocument.of(given));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfUsers {

        @Bean
        Owners ownersOfUsers(Users users) {
            return Owners.of(ResourceKind.USER, name -> users.find(name).map(User::owner));
        }
    }
}
