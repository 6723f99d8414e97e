package io.punctual.trial.bench.peer;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/** Connection pools as the service has one. */
public final class Pools {
    private Pools() {}

    /** A pool that is full from the start. */
    public static AgroalDataSource of(String url, String user, int connections) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.initialSize(connections)
                            .maxSize(connections)
                            .acquisitionTimeout(Duration.ofSeconds(30))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(user)))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
