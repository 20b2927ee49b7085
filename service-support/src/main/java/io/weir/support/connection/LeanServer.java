package io.weir.support.connection;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Gives a service lean connections, before the service itself says which others. */
final class LeanServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(LeanConnections.class.getName());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
