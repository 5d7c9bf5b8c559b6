package io.countenance.job.metrics;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.flink.metrics.MetricGroup;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory of this process, models, sessions and pictures outside of the JVM's heap included, in
 * a group {@code process}: gauges {@code residentBytes} and {@code limitBytes}, which is the
 * container's limit or, where there is none, the machine's memory. Every subtask of a TaskManager
 * reports the same.
 */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Registers the gauges. */
    public static void register(MetricGroup metrics) {
        MetricGroup group = metrics.addGroup("process");
        group.gauge("residentBytes", Pointer::physicalBytes);
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        group.gauge("limitBytes", system::getTotalMemorySize);
    }
}
