package io.countenance.lab.cli;

import static io.countenance.lab.cli.Outcome.lab;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.lab.FerPlusFixture;
import io.countenance.lab.toy.ToyFace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentsTest {

    private static final String[] SMALL = {"--epochs", "1", "--size", "48", "--batch", "16"};

    @TempDir private Path folder;

    @Test
    void ablateComparesEveryRowAndGoesOn() throws Exception {
        Path csv = folder.resolve("distributions.csv");
        Outcome first = ablate("--rows", "pdwres,baseline");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("run 1 of 2: baseline-seed1", "run 2 of 2: pdwres-seed1");
        assertThat(rows("ablation.md"))
                .extracting(row -> row.get(0))
                .containsExactly("baseline", "+ PDWRes");
        writeDistributions(csv);

        Outcome all = ablate("--distributions", csv.toString());

        assertThat(all.code()).isZero();
        assertThat(all.out())
                .doesNotContain("run 1 of 7", "run 3 of 7")
                .contains("run 2 of 7: output-module-seed1", "run 7 of 7: combo-loss-seed1");
        List<List<String>> table = rows("ablation.md");
        assertThat(table)
                .extracting(row -> row.get(0))
                .containsExactly(
                        "baseline",
                        "+ output module",
                        "+ PDWRes",
                        "full, single labels",
                        "full + label distributions",
                        "full + labels mixed with a generator's distributions",
                        "full + label distributions + combo loss");
        assertThat(table).extracting(row -> row.get(1)).startsWith("1,262,584", "1,273,848");
        assertThat(table.get(0).get(7)).isEqualTo("–");
        double points =
                Double.parseDouble(table.get(3).get(4)) - Double.parseDouble(table.get(0).get(4));
        assertThat(Double.parseDouble(table.get(3).get(7))).isCloseTo(points, within(0.011));
        assertThat(output("ablation.csv")).hasLineCount(8).startsWith("name,seeds,parameters,");
        assertThat(output("ablation.md"))
                .contains("best epoch", "12 validation faces", "the 10 of");
        assertThat(ImageIO.read(folder.resolve("out/ablation.png").toFile())).isNotNull();
        assertThat(folder.resolve("out/generated-distributions-seed1/distributions.csv")).exists();
        assertThat(output("generated-distributions-seed1/settings.json"))
                .contains("0.5 votes + 0.5 distributions.csv");

        String before = output("ablation.md");
        Outcome again = ablate("--distributions", csv.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).doesNotContain("run ").contains("| + PDWRes | ");
        assertThat(output("ablation.md")).isEqualTo(before);
        assertThat(output("baseline-seed1/metrics.csv")).hasLineCount(2);
        assertThat(output("baseline-seed1/report.html")).contains("Kept: epoch 1", "validation");
    }

    @Test
    void ablateRefusesOtherSettingsAndOtherFaces() throws Exception {
        assertThat(ablate("--rows", "baseline").code()).isZero();

        Outcome settings = ablate("--rows", "baseline", "--learning-rate", "0.01");
        assertThat(settings.code()).isEqualTo(1);
        assertThat(settings.err()).contains("baseline-seed1 holds a run with other settings");
        FerPlusFixture.write(folder, 36, 12);
        Outcome faces = ablate("--rows", "baseline");
        assertThat(faces.code()).isEqualTo(1);
        assertThat(faces.err()).contains("baseline-seed1 holds a run on other faces");
    }

    @Test
    void ablateRefusesRowsThatSingleLabelsCannotShow() throws Exception {
        Random random = new Random(1);
        for (String part : List.of("train", "valid")) {
            for (int i = 0; i < 32; i++) {
                Path pictures = folder.resolve(part + "/" + (i % 2 == 0 ? "happy" : "neutral"));
                Files.createDirectories(pictures);
                Files.write(pictures.resolve(i + ".png"), ToyFace.plain(i % 2, 48, random).png());
            }
        }

        assertThat(singleLabels("full,combo-loss"))
                .contains("--rows: 'combo-loss' is not allowed: must be a row that the data allow")
                .contains("no --distributions are given");
        assertThat(singleLabels("label-distributions"))
                .contains("--rows: 'label-distributions' is not allowed: must be a row that the")
                .doesNotContain("--distributions are given");
    }

    /** What is said of rows that the folders {@code train} and {@code valid} do not allow. */
    private String singleLabels(String rows) {
        Outcome refused =
                experiment(
                        "ablate",
                        "--data",
                        folder.resolve("train").toString(),
                        "--valid-data",
                        folder.resolve("valid").toString(),
                        "--rows",
                        rows);
        assertThat(refused.code()).isEqualTo(2);
        return refused.err();
    }

    @Test
    void sweepNamesTheBestBetaOfSeveralSeeds() throws Exception {
        Outcome outcome = sweep("--beta", "0:0.5:0.5", "--seeds", "2");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("run 1 of 4: beta-0-seed1", "run 4 of 4: beta-0.5-seed2")
                .containsPattern("Best by leak-free accuracy: β = (0|0\\.5) with ");
        assertThat(rows("sweep.md")).extracting(row -> row.get(0)).containsExactly("0", "0.5");
        assertThat(rows("sweep.md").get(1).get(2)).contains(" ± ");
        assertThat(output("sweep.md")).contains("Every row: faces.zip, input 48 px");
        assertThat(output("sweep.csv")).hasLineCount(3).contains("\n0.5,2,1284056,");
        assertThat(output("beta-0.5-seed2/settings.json"))
                .contains("\"kind\" : \"KL_COMBO\"", "\"beta\" : 0.5", "\"seed\" : 2");
        assertThat(ImageIO.read(folder.resolve("out/sweep.png").toFile())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ablate|--rows generated-distributions|--rows: 'generated-distributions' is not"
                        + " allowed: must come with --distributions",
                "ablate|--seeds 0|--seeds: '0' is not allowed: must be from 1 to 100",
                "sweep|--loss kl|--loss: 'kl' is not allowed: must be kl-combo or combo",
                "sweep|--alpha 0|--alpha: '0.0' is not allowed: must be above 0",
                "sweep|--lambda 0|--lambda: '0.0' is not allowed: must be above 0",
                "sweep|--beta 0:2:1|--beta: '0:2:1' is not allowed: must be from:to:step or",
                "sweep|--beta 0:1:0|--beta: '0:1:0' is not allowed: must have a step above 0",
                "sweep|--beta half|--beta: 'half' is not allowed: must be from:to:step or"
            })
    void refusesWhatContradicts(String command, String options, String message) throws Exception {
        Outcome outcome = ferPlus(command, options.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void asksForFacesToMeasureOn() throws Exception {
        Outcome outcome = experiment("sweep", "--data", "faces.zip");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--valid-data: '' is not allowed: must be given");
    }

    private Outcome ablate(String... more) throws Exception {
        return ferPlus("ablate", more);
    }

    private Outcome sweep(String... more) throws Exception {
        return ferPlus("sweep", more);
    }

    private Outcome ferPlus(String command, String... more) throws Exception {
        Path zip = folder.resolve("faces.zip");
        if (Files.notExists(zip)) {
            FerPlusFixture.write(folder, 32, 12);
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--data",
                                zip.toString(),
                                "--labels",
                                folder.resolve("labels.csv").toString(),
                                "--valid-data",
                                zip.toString()));
        arguments.addAll(List.of(more));
        return experiment(command, arguments.toArray(String[]::new));
    }

    private Outcome experiment(String command, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--output", folder.resolve("out").toString()));
        arguments.addAll(List.of(SMALL));
        arguments.addAll(List.of(more));
        return lab(arguments.toArray(String[]::new));
    }

    private String output(String file) throws Exception {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    private List<List<String>> rows(String file) throws Exception {
        return output(file)
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    /** Of the 32 pictures of the fixture, all the same. */
    private static void writeDistributions(Path csv) throws Exception {
        StringBuilder rows =
                new StringBuilder(
                        "image,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt\n");
        for (int i = 0; i < 32; i++) {
            rows.append("train/face").append(i).append(".png,0.5,0.3,0.2,0,0,0,0,0\n");
        }
        Files.writeString(csv, rows);
    }
}
