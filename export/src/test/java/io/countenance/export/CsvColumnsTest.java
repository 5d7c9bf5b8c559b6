package io.countenance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvColumnsTest {

    private static FaceExpression face(Map<String, Float> distribution) {
        return FaceExpression.newBuilder()
                .setCameraId("hall")
                .setSequenceNumber(7)
                .setCaptureTime(Instant.parse("2026-03-01T12:00:00Z"))
                .setPersonId(3)
                .setFrameWidth(640)
                .setFrameHeight(480)
                .setBox(new BoundingBox(1.5f, 2f, 3f, 4f))
                .setDetectionScore(0.5f)
                .setQuality(new FaceQuality(0.25f, 8f, 3f, null, -1f))
                .setDominant("neutral")
                .setDistribution(distribution)
                .setModelId("m@1")
                .build();
    }

    @Test
    void flattensRecordsAndTheLabelsOfAllModels() {
        CsvColumns columns = new CsvColumns(FaceExpression.getClassSchema());
        columns.see(face(Map.of("neutral", 1f)));
        columns.see(face(Map.of("joy", 1f)));
        assertThat(columns.names())
                .containsExactly(
                        "cameraId",
                        "sequenceNumber",
                        "captureTime",
                        "personId",
                        "frameWidth",
                        "frameHeight",
                        "box.x",
                        "box.y",
                        "box.width",
                        "box.height",
                        "detectionScore",
                        "quality.score",
                        "quality.sharpness",
                        "quality.sizePixels",
                        "quality.yawDegrees",
                        "quality.rollDegrees",
                        "dominant",
                        "distribution.neutral",
                        "distribution.joy",
                        "modelId");
        assertThat(columns.row(face(Map.of("neutral", 0.5f))))
                .containsExactly(
                        "hall",
                        "7",
                        "2026-03-01T12:00:00.000Z",
                        "3",
                        "640",
                        "480",
                        "1.5",
                        "2.0",
                        "3.0",
                        "4.0",
                        "0.5",
                        "0.25",
                        "8.0",
                        "3.0",
                        null,
                        "-1.0",
                        "neutral",
                        "0.5",
                        null,
                        "m@1");
    }

    @Test
    void noTextIsAFormulaToASpreadsheet() {
        CsvColumns columns = new CsvColumns(FaceExpression.getClassSchema());
        for (String start : List.of("=", "+", "-", "@", "\t", "\r", "\uff1d")) {
            FaceExpression face = face(Map.of());
            face.setCameraId(start + "HYPERLINK(\"http://x\")");
            assertThat(columns.row(face)[0]).isEqualTo("'" + face.getCameraId());
        }
        FaceExpression face = face(Map.of());
        face.setCameraId("a=b");
        face.setModelId("");
        List<String> row = Arrays.asList(columns.row(face));
        assertThat(row).startsWith("a=b", "7").endsWith("neutral", "");
        assertThat(row).as("a number below 0 is a number").contains("-1.0");
    }

    @Test
    void writesTheSameTimesWhateverTheLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
            CsvColumns columns = new CsvColumns(FaceExpression.getClassSchema());
            assertThat(columns.row(face(Map.of()))[2]).isEqualTo("2026-03-01T12:00:00.000Z");
        } finally {
            Locale.setDefault(before);
        }
    }
}
