package io.weir.platform.gateway.http;

import io.weir.platform.gateway.CallerConnections;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has callers come by connections that are made for many who wait; set after what every service has. */
@Component
class CallerRoom implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(CallerConnections.class.getName());
    }
}
