package io.countenance.lab.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A page with all of its pictures inside. Texts are plain; the template escapes them.
 *
 * @param title at the top
 * @param lead sentences below it
 * @param sections from top to bottom
 */
record HtmlPage(String title, List<String> lead, List<Section> sections) {

    private static final Template TEMPLATE = template();

    /**
     * A part under its own heading.
     *
     * @param heading over it
     * @param text sentences below the heading, may be empty
     * @param tables then these
     * @param figures then these
     */
    record Section(String heading, List<String> text, List<Table> tables, List<Figure> figures) {}

    /**
     * A table, whose first column names its rows.
     *
     * @param header names of the columns; empty for a table without
     * @param rows as long as the header where there is one
     */
    record Table(List<String> header, List<Row> rows) {}

    /**
     * A row of a table.
     *
     * @param name its first cell
     * @param cells the others
     */
    record Row(String name, List<String> cells) {

        static Row of(String name, String... cells) {
            return new Row(name, List.of(cells));
        }
    }

    /**
     * A picture.
     *
     * @param png base64
     * @param name in short, for those who cannot see it
     * @param caption below it
     */
    record Figure(String png, String name, String caption) {

        /** Takes the picture from a file. */
        static Figure of(Path file, String name, String caption) throws IOException {
            return new Figure(
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)), name, caption);
        }
    }

    private static Template template() {
        try (InputStream in =
                        Objects.requireNonNull(
                                HtmlPage.class.getResourceAsStream("report.mustache"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(reader);
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its page template", e);
        }
    }

    /** Writes the page; one that is there is replaced at once, for a browser may have it open. */
    void write(Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (Writer out = Files.newBufferedWriter(partial)) {
            TEMPLATE.execute(this, out);
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
