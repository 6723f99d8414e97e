package io.punctual.ground.json;

import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Faults;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns violated constraints into faults, where reading found none in the same place. */
final class ConstraintFaults {
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
    private final Validator validator;

    ConstraintFaults(Validator validator) {
        this.validator = validator;
    }

    void collect(Object value, Faults faults) {
        Set<ConstraintViolation<Object>> violations = validator.validate(value);
        violations.stream()
                .map(violation ->
                        new Fault(field(violation.getPropertyPath().toString()), code(violation), message(violation)))
                .sorted(Comparator.comparing(Fault::field).thenComparing(Fault::code))
                .filter(fault -> !known(faults, fault.field()))
                .forEach(fault -> faults.add(fault.field(), fault.code(), fault.message()));
    }

    private static boolean known(Faults faults, String field) {
        return faults.all().stream()
                .anyMatch(fault -> fault.field().equals(field)
                        || field.startsWith(fault.field() + ".")
                        || field.startsWith(fault.field() + "["));
    }

    /** The path as in JSON: {@code steps[0].delayMinutes} becomes {@code steps[0].delay_minutes}. */
    static String field(String path) {
        return HUMP.matcher(path.replaceAll("\\.?<[a-z ]+>", ""))
                .replaceAll("$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    static String code(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size", "Length" -> size(violation);
            case "Min",
                    "Max",
                    "DecimalMin",
                    "DecimalMax",
                    "Positive",
                    "PositiveOrZero",
                    "Negative",
                    "NegativeOrZero",
                    "Range" -> "out_of_range";
            case "Email", "EmailAddress" -> "invalid_email";
            case "ZoneName" -> "unknown_time_zone";
            case "LanguageTag" -> "invalid_locale";
            case "PlainText" -> "control_character";
            case "Pattern" -> "wrong_format";
            default -> "invalid_value";
        };
    }

    private static String size(ConstraintViolation<?> violation) {
        Object max = violation.getConstraintDescriptor().getAttributes().get("max");
        Object value = violation.getInvalidValue();
        int length = value instanceof Collection<?> all
                ? all.size()
                : String.valueOf(value).length();
        boolean above = max instanceof Integer limit && length > limit;
        if (value instanceof CharSequence) {
            return above ? "too_long" : length == 0 ? "required" : "too_short";
        }
        return above ? "too_many" : "too_few";
    }

    static String message(ConstraintViolation<?> violation) {
        String message = violation.getMessage();
        if (message.isEmpty()) {
            return "This value is not accepted here.";
        }
        String sentence = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
