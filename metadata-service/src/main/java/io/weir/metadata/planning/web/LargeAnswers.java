package io.weir.metadata.planning.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Streams of hundreds of megabytes, in pieces that are worth a call of the system each. */
@Component
class LargeAnswers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Of a piece. The container keeps so much for each connection. */
    static final int BYTES = 64 * 1024;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(BYTES)));
    }
}
