package io.weir.support.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.weir.support.openapi.example.OperationExamples;
import io.weir.support.openapi.problem.OperationProblems;
import io.weir.support.openapi.problem.ProblemResponses;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
class OpenApiAutoConfiguration {

    private static final String VERSION = "v1";
    private static final String TOKEN = "token";

    @Bean
    @ConditionalOnMissingBean
    OpenAPI openApi(@Value("${weir.openapi.title:${spring.application.name:Weir}}") String title) {
        return new OpenAPI().info(new Info().title(title).version(VERSION)).servers(List.of(here()));
    }

    @Bean
    RecordSchemas recordSchemas(ObjectMapperProvider mappers) {
        return new RecordSchemas(mappers.jsonMapper());
    }

    /** What a service shares with others is in it; in one process with them, what is theirs is not. */
    @Bean
    OperationProblems operationProblems(BeanFactory service) {
        return new OperationProblems(AutoConfigurationPackages.get(service));
    }

    @Bean
    GlobalOpenApiCustomizer documentedAnswers(OperationProblems problems) {
        return document -> {
            ProblemResponses.add(document, problems);
            OperationExamples.add(document);
            MadeAnswers.add(document);
            document.getComponents()
                    .addSecuritySchemes(
                            TOKEN,
                            new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
            document.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
            // Never the address that the document happened to be asked at.
            document.setServers(List.of(here()));
        };
    }

    private static Server here() {
        return new Server().url("/");
    }
}
