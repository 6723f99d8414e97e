package io.punctual.ground.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the whole query before a resource does, so that one answer names everything: parameters that nobody knows, that come
 * twice, that hold control characters, that are of another type.
 */
@Provider
public final class QueryParameters implements ContainerRequestFilter {
    private final ParameterReading reading;
    private final Map<Method, Map<String, Class<?>>> declared = new ConcurrentHashMap<>();

    @Context
    @Nullable
    ResourceInfo resource;

    /** Reads values as the resources will. */
    @Inject
    public QueryParameters(ParameterReading reading) {
        this.reading = reading;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Map<String, List<String>> query = request.getUriInfo().getQueryParameters();
        Method method = resource == null ? null : resource.getResourceMethod();
        if (query.isEmpty() || method == null || isOpen(method)) {
            return;
        }
        Map<String, Class<?>> known = declared.computeIfAbsent(method, QueryParameters::of);
        Faults faults = new Faults();
        query.forEach((name, values) -> check(name, values, known, faults));
        if (faults.all().size() == 1) {
            Fault only = faults.all().getFirst();
            throw Problem.invalid(only.field(), only.code(), only.message());
        }
        faults.throwIfAny();
    }

    private void check(String name, List<String> values, Map<String, Class<?>> known, Faults faults) {
        Class<?> type = known.get(name);
        if (type == null) {
            faults.add(
                    name,
                    "unknown_parameter",
                    known.isEmpty()
                            ? "No parameters are known here."
                            : "There is no such parameter here; known are " + String.join(", ", known.keySet()) + ".");
        } else if (values.size() > 1) {
            faults.add(name, "repeated", "It may come once.");
        } else if (values.getFirst().codePoints().anyMatch(Character::isISOControl)) {
            faults.add(name, "control_character", "It holds control characters.");
        } else {
            convert(name, values.getFirst(), type, faults);
        }
    }

    private void convert(String name, String value, Class<?> type, Faults faults) {
        ParamConverter<?> converter = reading.getConverter(type, type, new Annotation[] {new Named(name)});
        if (converter == null) {
            return;
        }
        try {
            converter.fromString(value);
        } catch (Problem wrong) {
            wrong.faults().forEach(fault -> faults.add(fault.field(), fault.code(), fault.message()));
        }
    }

    /** What is open to everybody says nothing of its parameters before it knows whom it talks to. */
    private static boolean isOpen(Method method) {
        return method.isAnnotationPresent(PermitAll.class)
                || method.getDeclaringClass().isAnnotationPresent(PermitAll.class);
    }

    private static Map<String, Class<?>> of(Method method) {
        Map<String, Class<?>> names = new LinkedHashMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    add(field, field.getName(), field.getType(), names);
                }
            } else {
                add(parameter, parameter.getName(), parameter.getType(), names);
            }
        }
        return names;
    }

    private static void add(AnnotatedElement element, String own, Class<?> type, Map<String, Class<?>> names) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        RestQuery rest = element.getAnnotation(RestQuery.class);
        if (query != null) {
            names.put(query.value(), type);
        } else if (rest != null) {
            names.put(rest.value().isEmpty() ? own : rest.value(), type);
        }
    }

    /** Tells {@link ParameterReading} whose fault it would be. */
    private record Named(String value) implements QueryParam {
        @Override
        public Class<? extends Annotation> annotationType() {
            return QueryParam.class;
        }
    }
}
