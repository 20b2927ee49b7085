package io.weir.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a service of the platform takes a setting from: the same levels as the program itself, then its own file. */
class ServiceSettingsTest {

    private final Map<String, Object> environment = new HashMap<>();
    private final Map<String, String> dotEnv = new HashMap<>();
    private final Map<String, String> file = new HashMap<>();

    /** What a service reads that is started now, which is not started any further. */
    private String read(ServiceModule service, String setting, String... commandLine) {
        AtomicReference<String> read = new AtomicReference<>();
        SpringApplicationBuilder application = service.application();
        application.initializers(context -> replaceEnvironment(context.getEnvironment()));
        new ServiceSettings(dotEnv, file, Optional.empty()).applyTo(application);
        application.initializers(context -> {
            read.set(context.getEnvironment().getProperty(setting));
            throw new AbandonedRunException();
        });
        assertThatExceptionOfType(AbandonedRunException.class).isThrownBy(() -> application.run(commandLine));
        return read.get();
    }

    /** That of this process is not this test's. */
    private void replaceEnvironment(ConfigurableEnvironment real) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        real.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, environment));
    }

    @ParameterizedTest
    @EnumSource
    void theStrongestLevelThatHasASettingSaysIt(ServiceModule service) {
        String port = "server.port";
        assertThat(read(service, port)).as("its own file").startsWith("808");
        file.put(port, "1");
        assertThat(read(service, port)).as("weir.yaml").isEqualTo("1");
        dotEnv.put("SERVER_PORT", "2");
        assertThat(read(service, port)).as(".env").isEqualTo("2");
        environment.put("SERVER_PORT", "3");
        assertThat(read(service, port)).as("environment").isEqualTo("3");
        assertThat(read(service, port, "--server.port=4")).as("command line").isEqualTo("4");
    }

    @ParameterizedTest
    @EnumSource
    void whatThePlatformWouldHaveItselfComesLast(ServiceModule service) {
        String makesKeys = "weir.secrets.make-keys";
        assertThat(read(service, makesKeys)).isEqualTo("true");
        file.put(makesKeys, "of the file");
        assertThat(read(service, makesKeys)).isEqualTo("of the file");
    }
}
