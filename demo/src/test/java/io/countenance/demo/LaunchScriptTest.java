package io.countenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the scripts build anew: a program "top" that is made of "middle" and "low", not "other". */
class LaunchScriptTest {

    private static final Instant BUILT = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;

    @BeforeEach
    void build() throws IOException {
        write("scripts/lib.sh", Files.readString(Path.of("../scripts/lib.sh")));
        write("pom.xml", "<artifactId>countenance</artifactId>");
        module("top", "middle");
        module("middle", "low");
        module("low", "low");
        module("other", "low");
        write("low/fetch.xml", "");
        write("low/src/test/java/LowTest.java", "");
        write("low/README.md", "");
        age(folder, BUILT.minusSeconds(60));
        age(write("top/target/runtime-classpath", ""), BUILT);
        age(write("top/target/classes/Top.class", ""), BUILT.plusSeconds(60));
    }

    private void module(String name, String needed) throws IOException {
        write(
                name + "/pom.xml",
                """
                <parent>
                  <artifactId>countenance</artifactId>
                </parent>
                <artifactId>countenance-%s</artifactId>
                    <artifactId>countenance-%s</artifactId>
                """
                        .formatted(name, needed));
        write(name + "/src/main/java/Main.java", "");
        write(name + "/src/main/resources/text.txt", "");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void age(Path root, Instant time) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private boolean isStale(String module) throws Exception {
        Process bash =
                new ProcessBuilder(
                                "bash",
                                "-euc",
                                "source scripts/lib.sh; if is_stale %s; then echo stale; fi"
                                        .formatted(module))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(bash.waitFor()).as(output).isZero();
        assertThat(output).isIn("", "stale");
        return output.equals("stale");
    }

    @Test
    void whatWasNotBuiltIsStale() throws Exception {
        assertThat(isStale("top")).isFalse();
        assertThat(isStale("middle")).isTrue();
    }

    @Test
    void whatAProgramIsMadeOfMakesItStale() throws Exception {
        for (String changed :
                List.of(
                        "pom.xml",
                        "top/pom.xml",
                        "top/src/main/java/Main.java",
                        "middle/src/main/resources/text.txt",
                        "low/src/main/java/Main.java",
                        "low/fetch.xml")) {
            age(folder.resolve(changed), BUILT.plusSeconds(60));
            assertThat(isStale("top")).as(changed).isTrue();
            age(folder.resolve(changed), BUILT.minusSeconds(60));
        }
    }

    @Test
    void whatItIsNotMadeOfDoesNot() throws Exception {
        for (String changed :
                List.of(
                        "other/pom.xml",
                        "other/src/main/java/Main.java",
                        "low/src/test/java/LowTest.java",
                        "low/README.md")) {
            age(folder.resolve(changed), BUILT.plusSeconds(60));
        }
        assertThat(isStale("top")).isFalse();
    }
}
