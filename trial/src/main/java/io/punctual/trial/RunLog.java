package io.punctual.trial;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** A file with one line for each run, for whoever counts over several processes. It is complete when the process has stopped. */
@Singleton
public class RunLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Optional<BufferedWriter> file;

    RunLog(TrialConfig config) {
        file = config.runLog().map(path -> {
            try {
                return Files.newBufferedWriter(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void add(UUID executionId) {
        if (file.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            file.get().write(executionId + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
