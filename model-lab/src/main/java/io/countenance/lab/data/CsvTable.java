package io.countenance.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
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

    private static final String EXAMPLE = "labels.csv";

    private final Path file;
    private final String option;
    private final Reader reader;
    private final MappingIterator<Map<String, String>> rows;
    private int number;

    CsvTable(Path file, String option) throws IOException {
        this.file = file;
        this.option = option;
        InvalidOptionException.check(
                Files.isRegularFile(file), option, file, "must be a file", EXAMPLE);
        InvalidOptionException.check(
                Files.size(file) > 0, option, file, "must not be an empty file", EXAMPLE);
        reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            rows =
                    new CsvMapper()
                            .readerForMapOf(String.class)
                            .with(CsvSchema.emptySchema().withHeader())
                            .readValues(reader);
        } catch (IOException e) {
            reader.close();
            throw notReadable(e);
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
        } catch (IOException e) {
            throw notReadable(e);
        }
    }

    Row next() throws IOException {
        Map<String, String> values;
        try {
            values = rows.nextValue();
        } catch (IOException e) {
            throw notReadable(e);
        }
        number++;
        Map<String, String> byName = new HashMap<>();
        values.forEach(
                (name, value) -> {
                    String plain = name.replace("\uFEFF", "").strip();
                    byName.put(plain.toLowerCase(Locale.ROOT), value);
                });
        return new Row(byName, number);
    }

    private IOException notReadable(IOException failure) {
        String reason = failure.getMessage();
        if (failure instanceof JsonProcessingException wrong) {
            reason = wrong.getOriginalMessage();
        } else if (failure instanceof CharacterCodingException) {
            reason = "it is not in UTF-8";
        }
        return new IOException(
                "%s: %s is no CSV file: %s".formatted(option, file, reason), failure);
    }

    @Override
    public void close() throws IOException {
        rows.close();
        reader.close();
    }

    /** A row. */
    final class Row {

        private final Map<String, String> values;
        private final int number;

        private Row(Map<String, String> values, int number) {
            this.values = values;
            this.number = number;
        }

        boolean has(String column) {
            return values.get(column.toLowerCase(Locale.ROOT)) != null;
        }

        void require(String column) {
            check(has(column), "must have a column '%s' in every row".formatted(column));
        }

        String get(String column) {
            require(column);
            return getOrEmpty(column);
        }

        private void check(boolean holds, String rule) {
            InvalidOptionException.check(
                    holds,
                    option,
                    file,
                    "%s (row %d below the header)".formatted(rule, number),
                    EXAMPLE);
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
            check(
                    share >= 0 && share <= 1,
                    "must have a share from 0 to 1 in column '%s', not '%s'"
                            .formatted(column, value));
            return share;
        }

        /** A whole number; {@code 3.0}, as some programs write it, is one. */
        int votes(String column) {
            String value = get(column);
            check(
                    value.matches("\\d{1,6}(\\.0*)?"),
                    "must have a number of votes in column '%s', not '%s'"
                            .formatted(column, value));
            return Integer.parseInt(value.replaceFirst("\\..*", ""));
        }
    }
}
