package io.weir.support.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Lets Jackson refuse a record's missing and null fields by its nullness, so that no controller has to check them. */
final class RequiredComponentsIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        RecordComponent component = component(member);
        return (component != null && RequiredComponents.isRequired(component)) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        RecordComponent component = component(annotated);
        if (component == null) {
            return JsonSetter.Value.empty();
        }
        return JsonSetter.Value.construct(
                RequiredComponents.isRequired(component) ? Nulls.FAIL : null,
                RequiredComponents.hasRequiredContent(component) ? Nulls.FAIL : null);
    }

    /** The component that a parameter of the canonical constructor sets. */
    private static @Nullable RecordComponent component(Annotated annotated) {
        if (!(annotated instanceof AnnotatedParameter parameter)
                || !RequiredComponents.knows(parameter.getDeclaringClass())) {
            return null;
        }
        RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
        boolean canonical = parameter.getOwner().getParameterCount() == components.length;
        return canonical ? components[parameter.getIndex()] : null;
    }
}
