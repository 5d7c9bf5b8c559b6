package io.countenance.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this process has used of its processors, by kind of thread. One thread.
 *
 * <p>Threads that have ended between two looks are not seen; those of a running job do not end.
 * What the process used beyond its Java threads is that of the virtual machine: compiling,
 * collecting.
 */
final class ProcessorTime {

    /** Kinds of threads, told by the beginnings of their names. */
    enum Kind {
        KERNELS("decode, detect, crop, classify", "Source:"),
        FETCHERS("read from Kafka", "Source Data Fetcher"),
        KEYED(
                "order, track, windows, write to Kafka",
                "OrderFrames",
                "OutputFlusher",
                "kafka-producer",
                "dead-letters"),
        BROKER("broker", "data-plane", "kafka-", "group-coord", "quorum", "Sweeper", "Expiration"),
        OTHERS("other Java threads, the benchmark's among them"),
        MACHINE("Java: compiling, collecting");

        private final String text;
        private final String[] names;

        Kind(String text, String... names) {
            this.text = text;
            this.names = names;
        }

        String text() {
            return text;
        }

        private static Kind of(String thread) {
            for (Kind kind : values()) {
                for (String name : kind.names) {
                    if (thread.startsWith(name)) {
                        return kind;
                    }
                }
            }
            return OTHERS;
        }
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Long, Long> threadsBefore = new HashMap<>();
    private final EnumMap<Kind, Long> used = new EnumMap<>(Kind.class);
    private long processBefore;
    private long read;

    /** From here on it counts. */
    void start() {
        threadsBefore.clear();
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        for (int i = 0; i < ids.length; i++) {
            threadsBefore.put(ids[i], times[i]);
        }
        processBefore = process.getProcessCpuTime();
    }

    /**
     * Up to here.
     *
     * @param frames that were read since the start
     */
    void stop(int frames) {
        read += frames;
        long machine = process.getProcessCpuTime() - processBefore;
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        for (int i = 0; i < ids.length; i++) {
            var thread = threads.getThreadInfo(ids[i]);
            if (thread != null && times[i] >= 0) {
                long nanos = times[i] - threadsBefore.getOrDefault(ids[i], 0L);
                used.merge(Kind.of(thread.getThreadName()), nanos, Long::sum);
                machine -= nanos;
            }
        }
        used.merge(Kind.MACHINE, Math.max(0, machine), Long::sum);
    }

    /**
     * What each kind used between all starts and stops.
     *
     * @param setting where it was
     */
    List<ProcessorShare> shares(String setting) {
        double all = used.values().stream().mapToLong(Long::longValue).sum();
        return used.entrySet().stream()
                .map(
                        kind ->
                                new ProcessorShare(
                                        setting,
                                        kind.getKey().text(),
                                        kind.getValue() / 1e6 / read,
                                        kind.getValue() / all))
                .toList();
    }
}
