package io.weir.support.probe;

import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Owners;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Things that grants are about. */
@ConditionalOnWebApplication
@RestController
@RequestMapping("/crates")
class Crates {

    private final Access access;

    Crates(Access access) {
        this.access = access;
    }

    @GetMapping("/{crate}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.TABLE, named = "crate")
    String read(@PathVariable String crate) {
        return crate;
    }

    @DeleteMapping
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TABLE)
    String burn() {
        return "ashes";
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    List<String> list(HttpServletRequest call) {
        return Stream.of("made.by.ann", "made.by.ben", "sales.a", "sales.b", "secret")
                .filter(visible(call))
                .toList();
    }

    /** All of a kind in some pages; some of them are hidden from most. */
    @GetMapping("/of/{kind}/by/page")
    @ChecksGrants("lists what the caller has a grant on")
    Page<String> page(
            HttpServletRequest call,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        return Page.ofVisible(PageRequest.of(limit, pageToken), Crates::after, visible(call), name -> name);
    }

    private Predicate<String> visible(HttpServletRequest call) {
        Visible visible = access.visible(call, ResourceKind.TABLE);
        return name -> visible.test(name, owner(name).orElse("user:nobody"));
    }

    private static Optional<String> owner(String name) {
        return name.startsWith("made.by.") ? Optional.of("user:" + name.substring(8)) : Optional.empty();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnersOfCrates {

        @Bean
        Owners ownersOfCrates() {
            return Owners.of(ResourceKind.TABLE, Crates::owner);
        }
    }

    private static List<String> after(PageRequest page) {
        return Stream.of("hidden.1", "hidden.2", "sales.a", "sales.b", "secret", "well.hidden")
                .filter(name -> page.after() == null || name.compareTo(page.after()) > 0)
                .limit(page.limit() + 1L)
                .toList();
    }

    @GetMapping("/forgotten/by/its/author")
    String forgotten() {
        return "open to nobody who is bound by grants";
    }
}
