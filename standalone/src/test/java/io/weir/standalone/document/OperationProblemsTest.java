package io.weir.standalone.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.weir.support.openapi.problem.OperationProblems;
import io.weir.support.openapi.problem.ProblemsWriter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Which problems operations may meet is found when a service is built, and read when its document is asked for. */
class OperationProblemsTest {

    private static final String CONTROLLER = "io.weir.ingest.pipeline.web.PipelineController";

    /** What a thread looks for on the class path. */
    private static final class Watched extends ClassLoader {

        private final List<String> listed = new ArrayList<>();

        Watched(ClassLoader classes) {
            super(classes);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            listed.add(name);
            return super.getResources(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.weir.metadata", "io.weir.ingest", "io.weir.lineage", "io.weir.platform"})
    void whatTheBuildFoundIsTrueOfTheClassesThatRun(String service, @TempDir Path folder) throws IOException {
        String place = "META-INF/weir/problems/" + service;

        ProblemsWriter.main(service, folder.toString());

        String found = Files.readString(folder.resolve(place));
        assertThat(found).contains("Controller.").contains("not-found");
        assertThat(new ClassPathResource(place).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(found);
    }

    @Test
    void noClassIsLookedThroughForADocument() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        Watched watched = new Watched(usual);
        List<Method> operations = Stream.of(Class.forName(CONTROLLER).getDeclaredMethods())
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .toList();
        List<Set<String>> answers = new ArrayList<>();
        thread.setContextClassLoader(watched);
        try {
            OperationProblems problems = new OperationProblems(List.of("io.weir.ingest"));
            for (Method method : operations) {
                Operation operation = new Operation().responses(new ApiResponses());
                answers.add(problems.customize(operation, new HandlerMethod(this, method))
                        .getResponses()
                        .keySet());
            }
        } finally {
            thread.setContextClassLoader(usual);
        }
        assertThat(answers).hasSizeGreaterThan(3).anyMatch(statuses -> statuses.contains("409"));
        assertThat(watched.listed).noneMatch(name -> name.startsWith("io/weir"));
    }
}
