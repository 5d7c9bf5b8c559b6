package io.countenance.vision.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs items of bytes through a shared model in batches, through native buffers that are made once.
 * Batches are padded to a few sizes that were warmed when it was opened. On the CPU an item's
 * result has the same bits in any company.
 *
 * <p>One thread at a time. Whoever opened it closes it, before the session.
 */
public final class BatchRunner implements AutoCloseable {

    /** In items: of the shipped model a batch of 1 takes 1.9 times a 32nd of a batch of 32. */
    private static final double CPU_CALL_COST = 1;

    private final SharedSession session;
    private final String input;
    private final String output;
    private final int itemBytes;
    private final int rowLength;
    private final ByteBuffer inputBuffer;
    private final FloatBuffer outputBuffer;
    private final int[] sizes;
    private final OnnxTensor[] inputs;
    private final OnnxTensor[] outputs;
    private final byte[] padding;
    private final int[] usable;
    private final BatchPlan plan;

    /**
     * Makes the buffers, tries and warms the batch sizes.
     *
     * @param session stays the caller's
     * @param input name of the uint8 input {@code [N, itemShape…]}
     * @param itemShape one item's shape
     * @param output name of the float32 output {@code [N, rowLength]}
     * @param rowLength how many values an item's result has
     * @param maxBatch most items in one call, 1 or more
     * @throws OrtException if the tensors cannot be made
     */
    public BatchRunner(
            SharedSession session,
            String input,
            long[] itemShape,
            String output,
            int rowLength,
            int maxBatch)
            throws OrtException {
        if (maxBatch < 1) {
            throw new IllegalArgumentException(
                    "maxBatch is " + maxBatch + " but must be 1 or more");
        }
        this.session = session;
        this.input = input;
        this.output = output;
        this.rowLength = rowLength;
        int bytes = 1;
        for (long side : itemShape) {
            bytes = Math.multiplyExact(bytes, Math.toIntExact(side));
        }
        this.itemBytes = bytes;
        this.padding = new byte[itemBytes];
        this.inputBuffer = ByteBuffer.allocateDirect(Math.multiplyExact(maxBatch, itemBytes));
        this.outputBuffer =
                ByteBuffer.allocateDirect(Math.multiplyExact(maxBatch, rowLength * Float.BYTES))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        this.sizes = BatchSizes.candidates(maxBatch);
        this.inputs = new OnnxTensor[sizes.length];
        this.outputs = new OnnxTensor[sizes.length];
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            for (int i = 0; i < sizes.length; i++) {
                long[] shape = new long[itemShape.length + 1];
                shape[0] = sizes[i];
                System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
                inputs[i] =
                        OnnxTensor.createTensor(
                                environment,
                                inputBuffer
                                        .slice(0, sizes[i] * itemBytes)
                                        .order(ByteOrder.nativeOrder()),
                                shape,
                                OnnxJavaType.UINT8);
                outputs[i] =
                        OnnxTensor.createTensor(
                                environment,
                                outputBuffer.slice(0, sizes[i] * rowLength),
                                new long[] {sizes[i], rowLength});
            }
            this.usable = session.batchSizes(new Probe(), maxBatch);
            this.plan =
                    new BatchPlan(
                            usable, session.device() == Device.CUDA ? maxBatch : CPU_CALL_COST);
        } catch (OrtException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The batch sizes in use, ascending. */
    public int[] batchSizes() {
        return usable.clone();
    }

    /**
     * Runs items.
     *
     * @param items {@code count} items one after the other
     * @param count 0 or more; what is above the largest batch goes in several calls
     * @return a row of results for each item
     * @throws InferenceException if the model fails
     */
    public float[][] run(byte[] items, int count) {
        float[][] rows = new float[count][rowLength];
        int from = 0;
        while (from < count) {
            int size = plan.nextSize(count - from);
            int batch = Math.min(size, count - from);
            inputBuffer.put(0, items, from * itemBytes, batch * itemBytes);
            for (int i = batch; i < size; i++) {
                inputBuffer.put(i * itemBytes, padding);
            }
            call(size);
            for (int i = 0; i < batch; i++) {
                outputBuffer.get(i * rowLength, rows[from + i]);
            }
            from += batch;
        }
        return rows;
    }

    private void call(int size) {
        int tensor = Arrays.binarySearch(sizes, size);
        session.run(Map.of(input, inputs[tensor]), Map.of(output, outputs[tensor]));
    }

    /** Frees the buffers. */
    @Override
    public void close() {
        for (OnnxTensor[] tensors : new OnnxTensor[][] {inputs, outputs}) {
            for (OnnxTensor tensor : tensors) {
                if (tensor != null && !tensor.isClosed()) {
                    tensor.close();
                }
            }
        }
    }

    private final class Probe implements BatchSizes.Probe {

        @Override
        public int itemBytes() {
            return itemBytes;
        }

        @Override
        public float[][] run(byte[] item, int size) {
            for (int i = 0; i < size; i++) {
                inputBuffer.put(i * itemBytes, item);
            }
            call(size);
            float[][] rows = new float[size][rowLength];
            for (int i = 0; i < size; i++) {
                outputBuffer.get(i * rowLength, rows[i]);
            }
            return rows;
        }
    }
}
