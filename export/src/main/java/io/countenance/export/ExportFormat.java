package io.countenance.export;

/** What is written. */
enum ExportFormat {
    /**
     * One line a record, one column for each label; times as ISO-8601; texts that begin as formulas
     * do, defused.
     */
    CSV,
    /** The Avro schema's fields and types; distributions as maps, times as timestamps. */
    PARQUET
}
