package io.countenance.lab.data;

/** How a data set is laid out. */
public enum DataFormat {
    /** Pictures in a folder or zip file, votes in a label file. */
    FERPLUS(new FerPlusReader());

    private final SampleReader reader;

    DataFormat(SampleReader reader) {
        this.reader = reader;
    }

    SampleReader reader() {
        return reader;
    }
}
