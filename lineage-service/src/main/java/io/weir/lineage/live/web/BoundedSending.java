package io.weir.lineage.live.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** The system would hold megabytes for each reader who does not read; this much is enough for those who do. */
@Component
class BoundedSending implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int BYTES = 128 * 1024;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.txBufSize", Integer.toString(BYTES)));
    }
}
