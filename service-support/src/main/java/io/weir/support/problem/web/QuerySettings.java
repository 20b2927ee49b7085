package io.weir.support.problem.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What queries may have.
 *
 * @param refuseUnknownParameters whether a query with a parameter that the operation does not have is refused (400), and not
 *     answered as if it were not there
 */
@ConfigurationProperties("weir.web")
record QuerySettings(@DefaultValue("true") boolean refuseUnknownParameters) {}
