package io.countenance.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A CSV file with a header, read row by row; its column names are taken in lower case. Messages
 * name the option that the file came with. Close it.
 */
final class CsvTable implements AutoCloseable {

    private final Path file;
    private final String option;
    private final Reader reader;
    private final MappingIterator<Map<String, String>> rows;

    CsvTable(Path file, String option) throws IOException {
        this.file = file;
        this.option = option;
        InvalidOptionException.check(
                Files.isRegularFile(file), option, file, "must be a file", "labels.csv");
        reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            rows =
                    new CsvMapper()
                            .readerForMapOf(String.class)
                            .with(CsvSchema.emptySchema().withHeader())
                            .readValues(reader);
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    /** A text as a value of a CSV file: in quotes where it has to be. */
    static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whether the header has a column of that name. */
    boolean hasColumn(String name) throws IOException {
        return hasNext() && next().values.containsKey(name.toLowerCase(Locale.ROOT));
    }

    boolean hasNext() throws IOException {
        try {
            return rows.hasNextValue();
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s: %s is no CSV file: %s".formatted(option, file, e.getOriginalMessage()), e);
        }
    }

    Row next() throws IOException {
        Map<String, String> byName = new HashMap<>();
        rows.nextValue()
                .forEach(
                        (name, value) -> {
                            String plain = name.replace("\uFEFF", "").strip();
                            byName.put(plain.toLowerCase(Locale.ROOT), value);
                        });
        return new Row(byName);
    }

    @Override
    public void close() throws IOException {
        rows.close();
        reader.close();
    }

    /** A row. */
    final class Row {

        private final Map<String, String> values;

        private Row(Map<String, String> values) {
            this.values = values;
        }

        String get(String column) {
            String value = values.get(column.toLowerCase(Locale.ROOT));
            InvalidOptionException.check(
                    value != null,
                    option,
                    file,
                    "must have a column '%s' in every row".formatted(column),
                    file.getFileName());
            return value.strip();
        }

        /** The value, or empty where there is no such column. */
        String getOrEmpty(String column) {
            String value = values.get(column.toLowerCase(Locale.ROOT));
            return value == null ? "" : value.strip();
        }

        /** A number from 0 to 1. */
        float share(String column) {
            String value = get(column);
            float share;
            try {
                share = Float.parseFloat(value);
            } catch (NumberFormatException e) {
                share = Float.NaN;
            }
            InvalidOptionException.check(
                    share >= 0 && share <= 1,
                    option,
                    file,
                    "must have a share from 0 to 1 in column '%s', not '%s'"
                            .formatted(column, value),
                    file.getFileName());
            return share;
        }

        int votes(String column) {
            String value = get(column);
            InvalidOptionException.check(
                    value.matches("\\d{1,6}"),
                    option,
                    file,
                    "must have a number of votes in column '%s', not '%s'".formatted(column, value),
                    file.getFileName());
            return Integer.parseInt(value);
        }
    }
}
