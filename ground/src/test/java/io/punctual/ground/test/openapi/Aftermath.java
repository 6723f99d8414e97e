package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** How a service has to be after an attack. */
public final class Aftermath {
    private Aftermath() {}

    /** Fails unless the service says it is up, and hands out as many database connections as its pool may hold. */
    public static void assertWell(URI service, DataSource pool) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var health = client.send(
                    HttpRequest.newBuilder(service.resolve("/q/health")).build(), BodyHandlers.ofString());
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertNothingLeaked(pool);
        } catch (IOException | SQLException e) {
            throw new AssertionError("It is not well", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection that some request never gave back would be missing, and the wait for it end in an exception. */
    private static void assertNothingLeaked(DataSource pool) throws SQLException {
        int size = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.max-size", Integer.class);
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < size) {
                taken.add(pool.getConnection());
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }
}
