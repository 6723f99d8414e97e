package io.punctual.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name exists. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");
    private static final Pattern LINK = Pattern.compile("]\\(([a-z][^):#]*)\\)");

    @Test
    void everyTestThatHoldsAPromiseExists() throws IOException {
        Set<String> classes = sources()
                .map(path -> path.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        for (Path document : documents()) {
            List<String> named = TEST.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
            assertThat(classes).as(document.toString()).containsAll(named);
        }
    }

    @Test
    void everyLinkWithinTheRepositoryLeadsSomewhere() throws IOException {
        for (Path document : documents()) {
            assertThat(LINK.matcher(Files.readString(document)).results().map((MatchResult match) -> match.group(1)))
                    .as(document.toString())
                    .allSatisfy(
                            link -> assertThat(document.resolveSibling(link)).exists());
        }
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all
                    .filter(path -> path.toString()
                            .contains("src" + path.getFileSystem().getSeparator() + "test"))
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()
                    .stream();
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }
}
