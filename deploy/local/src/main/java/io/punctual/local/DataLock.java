package io.punctual.local;

import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two launchers off one data directory. The system frees it when its process ends, however it ends. */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, making the directory where it is missing.
     *
     * @throws LaunchFailure if another launcher runs on this directory, or it cannot be written
     */
    static DataLock on(Path data) {
        Path file = data.resolve("launcher.lock");
        try {
            Files.createDirectories(data);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new DataLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new LaunchFailure("The data directory " + data + " cannot be used: " + e, e);
        }
        throw new LaunchFailure("Punctual runs already on " + data + ". Stop that one first (Ctrl-C where it runs), or "
                + "give this one its own data and ports: " + Settings.DATA_DIR
                + " and the PUNCTUAL_..._PORT variables.");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        @Nullable Object lock = channel.tryLock();
        return lock != null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
