package io.punctual.workflow.firm;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.secret.SecretPlace;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Firms' own accounts at mail servers, at most one each. Statements join the transaction that is open. */
@ApplicationScoped
class SmtpAccounts {
    private static final String FIND = "SELECT * FROM smtp_account WHERE firm_id = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String PUT = """
            INSERT INTO smtp_account (firm_id, id, host, port, tls, username, password_id, password_updated_at, from_addresses,
                version, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (firm_id) DO UPDATE SET id = excluded.id, host = excluded.host, port = excluded.port, tls = excluded.tls,
                username = excluded.username, password_id = excluded.password_id,
                password_updated_at = excluded.password_updated_at, from_addresses = excluded.from_addresses,
                version = excluded.version, updated_at = excluded.updated_at
            WHERE smtp_account.version = excluded.version - 1
            """;
    private static final String REMOVE = "DELETE FROM smtp_account WHERE firm_id = ?";

    private final Database database;

    SmtpAccounts(Database database) {
        this.database = database;
    }

    Optional<SmtpAccount> find(UUID firmId) {
        return database.first(FIND, SmtpAccounts::account, firmId);
    }

    /** Holds the account until the transaction ends. */
    Optional<SmtpAccount> lock(UUID firmId) {
        return database.first(LOCK, SmtpAccounts::account, firmId);
    }

    /** Stores the account; false where another one was stored meanwhile. */
    boolean put(SmtpAccount account) {
        return database.update(
                        PUT,
                        account.firmId(),
                        account.id(),
                        account.host(),
                        account.port(),
                        account.tls().code(),
                        account.username(),
                        account.passwordId(),
                        account.passwordUpdatedAt(),
                        account.fromAddresses().toArray(String[]::new),
                        account.version(),
                        account.updatedAt())
                == 1;
    }

    void remove(UUID firmId) {
        database.update(REMOVE, firmId);
    }

    /** Where an account's password is sealed. */
    static SecretPlace password(SmtpAccount account) {
        return new SecretPlace(account.firmId(), "smtp_password", account.passwordId());
    }

    private static SmtpAccount account(Row row) throws SQLException {
        return new SmtpAccount(
                row.uuid("firm_id"),
                row.uuid("id"),
                row.text("host"),
                row.integer("port"),
                TlsMode.of(row.text("tls")),
                row.text("username"),
                row.uuid("password_id"),
                row.instant("password_updated_at"),
                List.of(row.texts("from_addresses")),
                row.integer("version"),
                row.instant("updated_at"));
    }
}
