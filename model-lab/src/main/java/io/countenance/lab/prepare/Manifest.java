package io.countenance.lab.prepare;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The CSV file that says what became of each picture. */
final class Manifest {

    private static final CsvSchema COLUMNS =
            CsvSchema.builder()
                    .addColumn("source")
                    .addColumn("outcome")
                    .addColumn("crop")
                    .addColumn("x")
                    .addColumn("y")
                    .addColumn("width")
                    .addColumn("height")
                    .addColumn("score")
                    .addColumn("faces_found")
                    .addColumn("picture_width")
                    .addColumn("picture_height")
                    .addColumn("reason")
                    .build()
                    .withHeader();

    private Manifest() {}

    /** Writes or replaces it. */
    static void write(Path file, List<ManifestRow> rows) throws IOException {
        try (SequenceWriter out = new CsvMapper().writer(COLUMNS).writeValues(file.toFile())) {
            for (ManifestRow row : rows) {
                Box box = row.box();
                out.write(
                        new String[] {
                            row.source(),
                            row.outcome().text(),
                            row.crop() == null ? "" : row.crop(),
                            box == null ? "" : number(box.x()),
                            box == null ? "" : number(box.y()),
                            box == null ? "" : number(box.width()),
                            box == null ? "" : number(box.height()),
                            box == null ? "" : number(row.score()),
                            String.valueOf(row.facesFound()),
                            String.valueOf(row.width()),
                            String.valueOf(row.height()),
                            row.reason()
                        });
            }
        }
    }

    private static String number(float value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
