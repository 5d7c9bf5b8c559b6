package io.countenance.export;

import static io.countenance.export.TestWindows.record;
import static io.countenance.export.TestWindows.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.schemas.ResultFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the Flink SQL that docs/consume.md shows, as it stands there, on a real broker. */
@Timeout(120)
class ConsumeDocumentationITCase {

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @BeforeAll
    static void fill() throws Exception {
        KafkaTopics.create(
                BROKER.connection(),
                (short) 1,
                List.of(new KafkaTopics.Topic("expression-windows", 2, 1 << 20)));
        BROKER.write(
                List.of(
                        record(
                                "expression-windows",
                                window("hall", 1, 0, 0, 0.25),
                                ResultFormat.JSON),
                        record(
                                "expression-windows",
                                window("hall", 1, 0, 1, 0.75),
                                ResultFormat.JSON),
                        record(
                                "expression-windows",
                                window("hall", 1, 1, 0, 0.25),
                                ResultFormat.JSON),
                        record(
                                "expression-windows",
                                window("yard", 1, 0, 0, 0.5),
                                ResultFormat.JSON)));
    }

    private static List<String> statements() throws Exception {
        List<String> statements = new ArrayList<>();
        Matcher blocks = SQL.matcher(Files.readString(Path.of("../docs/consume.md")));
        while (blocks.find()) {
            statements.add(
                    blocks.group(1)
                            .replace("localhost:9092", BROKER.bootstrapServers())
                            .strip()
                            .replaceAll(";$", ""));
        }
        return statements;
    }

    @Test
    void flinkSqlReadsTheWindows() throws Exception {
        List<String> statements = statements();
        assertThat(statements).hasSize(2);
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        flink.executeSql(statements.get(0));
        List<String> rows = new ArrayList<>();
        TableResult result = flink.executeSql(statements.get(1));
        try (CloseableIterator<Row> found = result.collect()) {
            found.forEachRemaining(row -> rows.add(row.toString()));
        }
        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "+I[hall, 1, 2026-03-01T12:00:00Z, neutral, 0.25, NaN, 0.75]",
                        "+I[hall, 1, 2026-03-01T12:00:10Z, happiness, 0.75, NaN, 0.75]",
                        "+I[yard, 1, 2026-03-01T12:00:00Z, neutral, 0.5, NaN, 0.75]");
    }
}
