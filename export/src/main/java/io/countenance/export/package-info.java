/** Ranges of the result topics as files for analysts: CSV and Parquet. */
package io.countenance.export;
