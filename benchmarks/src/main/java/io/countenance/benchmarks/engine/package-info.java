/** The whole job, broker to broker, against loops without Flink and Kafka. */
@NullMarked
package io.countenance.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
