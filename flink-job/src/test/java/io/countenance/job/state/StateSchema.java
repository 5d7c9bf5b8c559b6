package io.countenance.job.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshotReadersWriters;

/** How the states in a snapshot are written: what Flink itself keeps of their serialisers. */
final class StateSchema {

    private StateSchema() {}

    /**
     * By the state's name: the classes and versions of its serialisers and all that they are made
     * of, with the fields' names, as Flink writes them (of which each byte is shown as a
     * character).
     */
    static Map<String, String> of(OperatorSubtaskState snapshot) throws IOException {
        List<StateMetaInfoSnapshot> states = new ArrayList<>();
        ClassLoader classes = StateSchema.class.getClassLoader();
        for (OperatorStateHandle handle : snapshot.getManagedOperatorState()) {
            try (InputStream in = handle.openInputStream()) {
                OperatorBackendSerializationProxy header =
                        new OperatorBackendSerializationProxy(classes);
                header.read(new DataInputViewStreamWrapper(in));
                states.addAll(header.getOperatorStateMetaInfoSnapshots());
                states.addAll(header.getBroadcastStateMetaInfoSnapshots());
            }
        }
        for (KeyedStateHandle handle : snapshot.getManagedKeyedState()) {
            try (InputStream in = ((StreamStateHandle) handle).openInputStream()) {
                KeyedBackendSerializationProxy<?> header =
                        new KeyedBackendSerializationProxy<>(classes);
                header.read(new DataInputViewStreamWrapper(in));
                states.addAll(header.getStateMetaInfoSnapshots());
            }
        }
        Map<String, String> schemas = new TreeMap<>();
        for (StateMetaInfoSnapshot state : states) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            StateMetaInfoSnapshotReadersWriters.getWriter()
                    .writeStateMetaInfoSnapshot(state, new DataOutputViewStreamWrapper(written));
            schemas.put(state.getName(), written.toString(StandardCharsets.ISO_8859_1));
        }
        return schemas;
    }
}
