package io.punctual.local.process;

import io.punctual.local.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** Writes what a service says into its log file, and shows its warnings and errors at the terminal as well. */
final class ServiceLog {
    private static final Pattern WORTH_SHOWING =
            Pattern.compile("^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2},\\d{3} +(WARN|ERROR|FATAL) .*");

    private final Path file;
    private final Thread reader;

    private ServiceLog(Path file, Thread reader) {
        this.file = file;
        this.reader = reader;
    }

    /** Starts copying; the log of the start before is kept beside it. */
    static ServiceLog of(Process process, String name, Path file, Terminal terminal) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            Files.move(
                    file, file.resolveSibling(file.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        Writer out = Files.newBufferedWriter(file);
        Thread reader = Thread.ofVirtual().name("log of " + name).start(() -> copy(process, name, out, terminal));
        return new ServiceLog(file, reader);
    }

    private static void copy(Process process, String name, Writer out, Terminal terminal) {
        try (out;
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line);
                out.write(System.lineSeparator());
                out.flush();
                if (WORTH_SHOWING.matcher(line).matches()) {
                    terminal.say("[" + name + "] " + line);
                }
            }
        } catch (IOException e) {
            terminal.say("The log of the " + name + " cannot be written any more: " + e.getMessage());
        }
    }

    Path file() {
        return file;
    }

    /** The last lines of what an ended service said. */
    List<String> tail(int lines) {
        try {
            reader.join();
            List<String> all = Files.readAllLines(file);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
