package io.punctual.trial.bench.data;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An appointment was booked.
 *
 * @param data what the event tells, as JSON
 */
public record Event(String id, UUID firmId, UUID appointmentId, String data) {
    private static final String ENVELOPE = """
            {"specversion": "1.0", "id": "%s", "source": "urn:punctual:appointments",
             "type": "io.punctual.appointment.created", "subject": "%s", "time": "%s",
             "datacontenttype": "application/json", "partitionkey": "%s", "data": %s}
            """;

    /** A booking of this firm. */
    public static Event of(UUID firmId) {
        UUID appointmentId = UUID.randomUUID();
        String data = Rows.SNAPSHOT
                .replace("$firm", firmId.toString())
                .replace("$appointment", appointmentId.toString())
                .replace("\"confirmed\"", "\"requested\"");
        return new Event(UUID.randomUUID().toString(), firmId, appointmentId, data);
    }

    /** The whole HTTP request that brings it now, signed as publishers do. */
    public byte[] request(byte[] secret) {
        Instant now = Instant.now();
        String body = ENVELOPE.formatted(id, appointmentId, now, appointmentId, data);
        String time = Long.toString(now.getEpochSecond());
        String head = String.join(
                "\r\n",
                "POST /api/v1/events HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: application/cloudevents+json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                "webhook-id: " + id,
                "webhook-timestamp: " + time,
                "webhook-signature: v1," + signature(secret, id + "." + time + "." + body),
                "",
                "");
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static String signature(byte[] secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
