package io.weir.support.outbound;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What users may have the services connect to beside public addresses.
 *
 * @param allowed what stores and webhooks may lead to beside public addresses: hosts, of which {@code *.example.com} is all
 *     below it, addresses, and networks such as {@code 10.20.0.0/16}
 */
@ConfigurationProperties("weir.outbound")
record OutboundSettings(@DefaultValue List<String> allowed) {}
