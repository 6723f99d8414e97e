package io.punctual.ground.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads UUIDs in their usual form of 36 characters; Jackson's own reads Base64 too. */
final class StrictUuidDeserializer extends StdScalarDeserializer<UUID> {
    private static final long serialVersionUID = 1L;
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    StrictUuidDeserializer() {
        super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (UUID) context.handleUnexpectedToken(UUID.class, parser);
        }
        String text = parser.getText();
        return FORM.matcher(text).matches()
                ? UUID.fromString(text)
                : (UUID) context.handleWeirdStringValue(UUID.class, text, "not a UUID");
    }
}
