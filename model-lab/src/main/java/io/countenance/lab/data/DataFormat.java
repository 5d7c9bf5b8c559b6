package io.countenance.lab.data;

import io.countenance.options.EnumConverter;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a data set is laid out. Labels always stand in the order of FER+. */
public enum DataFormat {
    /** Pictures in a folder or zip file, FER+ votes in a label file. */
    FERPLUS(new FerPlusReader()),
    /** RAF-DB's basic expressions: list_patition_label.txt and the aligned pictures. */
    RAFDB(new RafDbReader()),
    /** AffectNet's eight expressions: an annotation file, or the folders 0 to 7. */
    AFFECTNET(new AffectNetReader(8)),
    /** The same without contempt. */
    AFFECTNET_7(new AffectNetReader(7)),
    /** fer2013.csv, with the votes of fer2013new.csv where that lies beside it. */
    FER2013(new Fer2013Reader()),
    /** A folder of pictures for each expression, named like it. */
    FOLDERS(new FoldersReader());

    private final SampleReader reader;

    DataFormat(SampleReader reader) {
        this.reader = reader;
    }

    SampleReader reader() {
        return reader;
    }

    String text() {
        return EnumConverter.written(this);
    }

    /** The format that was asked for, or the one that the files show. */
    static DataFormat of(FaceQuery query, Path root) throws IOException {
        DataFormat format = query.format() == null ? detect(query, root) : query.format();
        boolean labelsAllowed = format == FERPLUS || format == AFFECTNET || format == AFFECTNET_7;
        InvalidOptionException.check(
                query.labels() == null || labelsAllowed,
                "--labels",
                String.valueOf(query.labels()),
                "must be left out with the format %s, which has its labels in --data"
                        .formatted(format.text()),
                "labels.csv --format ferplus");
        return format;
    }

    private static DataFormat detect(FaceQuery query, Path root) throws IOException {
        if (query.labels() != null) {
            try (CsvTable table = new CsvTable(query.labels(), "--labels")) {
                return table.hasColumn(AffectNetReader.FILE) ? AFFECTNET : FERPLUS;
            }
        }
        if (Fer2013Reader.file(root) != null) {
            return FER2013;
        }
        if (RafDbReader.list(root) != null) {
            return RAFDB;
        }
        if (Files.isDirectory(root)) {
            List<Path> folders = FoldersReader.classFolders(query, root);
            if (!folders.isEmpty()) {
                return AffectNetReader.areClassFolders(folders) ? AFFECTNET : FOLDERS;
            }
        }
        throw new InvalidOptionException(
                "--format",
                "",
                "must be given, or --labels: '%s' has no list_patition_label.txt, no fer2013.csv"
                                .formatted(query.data())
                        + " and no folder for each expression",
                "folders");
    }
}
