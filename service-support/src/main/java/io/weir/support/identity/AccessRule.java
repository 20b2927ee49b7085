package io.weir.support.identity;

import jakarta.servlet.http.HttpServletRequest;

/** What a request needs. A service with requests that need more than others adds a bean of this; the highest wins. */
@FunctionalInterface
public interface AccessRule {

    /** The scope that a request needs at least. */
    Scope required(HttpServletRequest request);
}
