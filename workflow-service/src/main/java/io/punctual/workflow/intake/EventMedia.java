package io.punctual.workflow.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The media types that the door reads. */
enum EventMedia {
    /** One event in structured mode, up to 256 KiB. */
    SINGLE(EventMedia.SINGLE_TYPE, 256 * 1024, "event_too_large"),
    /** An array of events, up to 1 MiB. */
    BATCH(EventMedia.BATCH_TYPE, 1024 * 1024, "batch_too_large");

    static final String SINGLE_TYPE = "application/cloudevents+json";
    static final String BATCH_TYPE = "application/cloudevents-batch+json";

    private final String type;
    private final int maxBytes;
    private final String tooLarge;

    EventMedia(String type, int maxBytes, String tooLarge) {
        this.type = type;
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
    }

    int maxBytes() {
        return maxBytes;
    }

    /** The code of the answer to more. */
    String tooLarge() {
        return tooLarge;
    }

    /** The media that a Content-Type header names, whatever its parameters. */
    static Optional<EventMedia> of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(media -> media.type.equals(type)).findFirst();
    }
}
