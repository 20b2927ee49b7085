package io.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.UpdateRelationRequest;
import java.io.File;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A field that nobody set is not sent. Else a gateway of an earlier build, which does not know a field that came since, would refuse
 * who never heard of it either.
 */
class UnsetFieldsTest {

    @Test
    void nothingIsSentOfWhatNobodySet() throws Exception {
        ObjectMapper mapper = ApiClient.createDefaultObjectMapper();
        Map<String, String> sent = new TreeMap<>();
        for (Class<?> model : models().toList()) {
            ObjectNode json = mapper.valueToTree(model.getConstructor().newInstance());
            // What must be there is sent as null, which every gateway answers by its name.
            json.properties().removeIf(field -> field.getValue().isNull());
            if (!json.isEmpty()) {
                sent.put(model.getSimpleName(), json.toString());
            }
        }

        assertThat(models()).as("of how many").hasSizeGreaterThan(100);
        assertThat(sent).isEmpty();
    }

    private static Stream<Class<?>> models() {
        URL folder = Objects.requireNonNull(CreatePipelineRequest.class.getResource("."));
        String[] files = Objects.requireNonNull(new File(folder.getPath()).list());
        return Arrays.stream(files)
                .filter(file -> file.endsWith(".class") && !file.contains("$"))
                .<Class<?>>map(file -> named(file.replace(".class", "")))
                .filter(model -> !model.isEnum() && !Modifier.isAbstract(model.getModifiers()));
    }

    private static Class<?> named(String model) {
        try {
            return Class.forName(CreatePipelineRequest.class.getPackageName() + "." + model);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void whatIsSetIsSentThoughItIsEmpty() throws Exception {
        UpdateRelationRequest request =
                new UpdateRelationRequest().columns(List.of()).putPropertiesItem("team", "sales");

        assertThat(ApiClient.createDefaultObjectMapper().writeValueAsString(request))
                .isEqualTo("{\"columns\":[],\"properties\":{\"team\":\"sales\"}}");
    }
}
