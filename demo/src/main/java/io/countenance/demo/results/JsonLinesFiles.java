package io.countenance.demo.results;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.schemas.RoomWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes windows and faces as they come, one JSON object a line, to {@code
 * expression-windows.jsonl}, {@code room-windows.jsonl} and {@code face-expressions.jsonl}. One
 * thread at a time.
 */
public final class JsonLinesFiles implements ResultListener, AutoCloseable {

    /** The file of the faces. */
    public static final String FACE_EXPRESSIONS = "face-expressions.jsonl";

    private final Lines<FaceExpression> faces;
    private final Lines<ExpressionWindow> windows;
    private final Lines<RoomWindow> rooms;

    /** Opens the files anew in a directory that is there. */
    public JsonLinesFiles(Path directory) throws IOException {
        faces = new Lines<>(directory.resolve(FACE_EXPRESSIONS), FaceExpression.class);
        windows =
                new Lines<>(directory.resolve("expression-windows.jsonl"), ExpressionWindow.class);
        rooms = new Lines<>(directory.resolve("room-windows.jsonl"), RoomWindow.class);
    }

    @Override
    public void faceExpression(FaceExpression face) {
        faces.write(face);
    }

    @Override
    public void expressionWindow(ExpressionWindow window) {
        windows.write(window);
    }

    @Override
    public void roomWindow(RoomWindow window) {
        rooms.write(window);
    }

    @Override
    public void close() throws IOException {
        try (OutputStream first = faces.out;
                OutputStream second = windows.out;
                OutputStream third = rooms.out) {
            first.flush();
            second.flush();
            third.flush();
        }
    }

    private static final class Lines<T extends SpecificRecord> {

        private final OutputStream out;
        private final RecordCodec<T> codec;

        private Lines(Path file, Class<T> type) throws IOException {
            out = new BufferedOutputStream(Files.newOutputStream(file));
            codec = new RecordCodec<>(type, ResultFormat.JSON);
        }

        private void write(T result) {
            try {
                out.write(codec.encode(result));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("A result could not be written to --out", e);
            }
        }
    }
}
