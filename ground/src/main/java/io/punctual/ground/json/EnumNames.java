package io.punctual.ground.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Writes and reads enums in snake_case, unless an annotation names them otherwise. */
@Singleton
public final class EnumNames implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.setAnnotationIntrospector(new SnakeCase());
    }

    private static final class SnakeCase extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass enumType, Enum<?>[] constants, String[] names) {
            super.findEnumValues(config, enumType, constants, names);
            for (int index = 0; index < constants.length; index++) {
                if (names[index] == null) {
                    names[index] = constants[index].name().toLowerCase(Locale.ROOT);
                }
            }
            return names;
        }
    }
}
