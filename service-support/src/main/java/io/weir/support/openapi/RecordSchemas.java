package io.weir.support.openapi;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import io.weir.support.json.RequiredComponents;
import io.weir.support.paging.Page;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of our own types: required components of records, named pages, JSON that is passed through. */
final class RecordSchemas implements ModelConverter {

    RecordSchemas(ObjectMapper introspecting) {
        introspecting.addMixIn(ObjectNode.class, Opaque.class);
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        Class<?> raw = java.getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new Schema<>(SpecVersion.V31);
        }
        if (raw == Page.class) {
            return page(java.containedType(0), context);
        }
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (schema != null && RequiredComponents.knows(raw)) {
            require(raw, defined(schema, context));
        }
        return schema;
    }

    private static Schema<?> page(JavaType row, ModelConverterContext context) {
        Schema<?> rowSchema = context.resolve(new AnnotatedType(row).resolveAsRef(true));
        Schema<?> items = new Schema<>(SpecVersion.V31);
        items.addType("array");
        items.setItems(rowSchema);
        Schema<?> token = new Schema<>(SpecVersion.V31);
        token.addType("string");
        token.setDescription("Absent on the last page");
        Schema<?> page = new Schema<>(SpecVersion.V31);
        page.addType("object");
        page.addProperty("items", items);
        page.addProperty("nextPageToken", token);
        page.setRequired(List.of("items"));
        String name = pageName(row, rowSchema);
        context.defineModel(name, page);
        return new Schema<>(SpecVersion.V31).$ref("#/components/schemas/" + name);
    }

    private static String pageName(JavaType row, Schema<?> rowSchema) {
        PageSchema named = row.getRawClass().getAnnotation(PageSchema.class);
        if (named != null) {
            return named.value();
        }
        String reference = rowSchema.get$ref();
        String simple = reference == null ? row.getRawClass().getSimpleName() : name(reference);
        return simple + "Page";
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        Schema<?> model = reference == null ? null : context.getDefinedModels().get(name(reference));
        return model == null ? schema : model;
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static void require(Class<?> type, Schema<?> schema) {
        addObjects(type, schema);
        Map<String, ?> properties = schema.getProperties();
        if (properties != null) {
            Stream<String> declared =
                    Optional.ofNullable(schema.getRequired()).stream().flatMap(List::stream);
            List<String> required = Stream.concat(
                            Stream.of(type.getRecordComponents())
                                    .filter(RequiredComponents::isRequired)
                                    .map(RecordSchemas::property),
                            declared)
                    .filter(properties::containsKey)
                    .distinct()
                    .sorted()
                    .toList();
            schema.setRequired(required.isEmpty() ? null : required);
        }
    }

    /** Swagger leaves out, or leaves untyped, the objects that it cannot look into. */
    private static void addObjects(Class<?> type, Schema<?> schema) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == ObjectNode.class || isObject(component)) {
                schema.addProperty(property(component), withExample(object(), said(component)));
            } else if (isArrayOfObjects(component)) {
                Schema<?> array = new Schema<>(SpecVersion.V31);
                array.addType("array");
                array.setItems(object());
                ArraySchema said = component.getAccessor().getAnnotation(ArraySchema.class);
                schema.addProperty(property(component), withExample(array, said.arraySchema()));
            }
        }
    }

    private static Schema<?> withExample(Schema<?> schema, io.swagger.v3.oas.annotations.media.@Nullable Schema said) {
        if (said != null && !said.example().isEmpty()) {
            schema.setExample(JsonMapper.shared().readValue(said.example(), Object.class));
        }
        return schema;
    }

    private static io.swagger.v3.oas.annotations.media.@Nullable Schema said(RecordComponent component) {
        return component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    }

    private static boolean isObject(RecordComponent component) {
        var said = said(component);
        return said != null && said.type().equals("object");
    }

    private static boolean isArrayOfObjects(RecordComponent component) {
        ArraySchema said = component.getAccessor().getAnnotation(ArraySchema.class);
        return said != null && said.schema().type().equals("object");
    }

    private static Schema<?> object() {
        Schema<?> object = new Schema<>(SpecVersion.V31);
        object.addType("object");
        return object;
    }

    private static String property(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    /** Swagger looks into a field's type before it asks for its schema, and does not find its way in this one. */
    @JsonAutoDetect(
            setterVisibility = JsonAutoDetect.Visibility.NONE,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE,
            fieldVisibility = JsonAutoDetect.Visibility.NONE,
            creatorVisibility = JsonAutoDetect.Visibility.NONE)
    private interface Opaque {}
}
