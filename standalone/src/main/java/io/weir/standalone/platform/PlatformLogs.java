package io.weir.standalone.platform;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends everything that is logged in this process to files below one folder, one file a service. Spring Boot's own set-up of
 * logging is switched off: each of four contexts would do it again for the whole process.
 */
final class PlatformLogs {

    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%X{requestId:--}] %logger{36}: %msg%n%xEx";
    private static final FileSize FILE_SIZE = FileSize.valueOf("20MB");
    private static final int OLD_FILES = 3;

    private final LoggerContext context;
    private final Path folder;

    private PlatformLogs(LoggerContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    static void into(Path folder, LogLevels levels) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PlatformLogs logs = new PlatformLogs(context, folder);
        logs.send("weir.log", Logger.ROOT_LOGGER_NAME);
        logs.send("kafka.log", "kafka", "org.apache.kafka", "state.change.logger");
        for (ServiceModule service : ServiceModule.values()) {
            logs.send(service.label() + ".log", "io.weir." + service.schema());
        }
        levels.each((name, level) -> context.getLogger(name).setLevel(level));
        // Tomcat and the PostgreSQL driver log by java.util.logging, which has levels of its own.
        LevelChangePropagator propagator = new LevelChangePropagator();
        propagator.setContext(context);
        propagator.start();
        context.addListener(propagator);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private void send(String fileName, String... loggers) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName(fileName);
        file.setFile(folder.resolve(fileName).toString());
        file.setEncoder(encoder());
        file.setTriggeringPolicy(bySize());
        file.setRollingPolicy(numbered(file, folder.resolve(fileName) + ".%i"));
        file.start();
        for (String name : loggers) {
            Logger logger = context.getLogger(name);
            logger.setAdditive(false);
            logger.addAppender(file);
        }
    }

    private PatternLayoutEncoder encoder() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        return encoder;
    }

    private SizeBasedTriggeringPolicy<ILoggingEvent> bySize() {
        SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
        policy.setContext(context);
        policy.setMaxFileSize(FILE_SIZE);
        policy.start();
        return policy;
    }

    private FixedWindowRollingPolicy numbered(RollingFileAppender<ILoggingEvent> file, String names) {
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(file);
        policy.setFileNamePattern(names);
        policy.setMaxIndex(OLD_FILES);
        policy.start();
        return policy;
    }
}
