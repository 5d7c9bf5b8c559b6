package io.countenance.job.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/** What stands in a snapshot, whatever it is part of. */
public final class SnapshotContents {

    private SnapshotContents() {}

    /** Whether a number stands anywhere in the states, as Flink writes floats. */
    public static boolean hold(OperatorSubtaskState snapshot, float number) throws IOException {
        byte[] wanted = ByteBuffer.allocate(Float.BYTES).putFloat(number).array();
        List<StreamStateHandle> handles = new ArrayList<>();
        for (KeyedStateHandle handle : snapshot.getManagedKeyedState()) {
            handles.add((StreamStateHandle) handle);
        }
        for (OperatorStateHandle handle : snapshot.getManagedOperatorState()) {
            handles.add(handle);
        }
        for (StreamStateHandle handle : handles) {
            try (InputStream in = handle.openInputStream()) {
                if (contains(in.readAllBytes(), wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean contains(byte[] all, byte[] wanted) {
        for (int start = 0; start + wanted.length <= all.length; start++) {
            int same = 0;
            while (same < wanted.length && all[start + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
