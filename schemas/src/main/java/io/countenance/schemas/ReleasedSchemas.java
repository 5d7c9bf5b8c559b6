package io.countenance.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Every released version of the schemas, so that values of older writers can still be read. */
final class ReleasedSchemas {

    private ReleasedSchemas() {}

    /**
     * All versions of one record's schema, oldest first; they are the resources {@code
     * history/1/NAME.avsc}, {@code history/2/NAME.avsc} and so on.
     */
    static List<Schema> of(String recordName) {
        List<Schema> schemas = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream file =
                    ReleasedSchemas.class.getResourceAsStream(
                            "history/%d/%s.avsc".formatted(version, recordName))) {
                if (file == null) {
                    return schemas;
                }
                schemas.add(new Schema.Parser().parse(file));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Schema %s of release %d cannot be read".formatted(recordName, version), e);
            }
        }
    }
}
