package io.countenance.connectors.publish;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A picture out of a {@link FrameReader}, valid until the reader's next call.
 *
 * @param image 8-bit BGR, owned by the reader; do not close
 * @param mediaTime ms since the first frame, by the video's own timestamps
 */
public record Frame(Mat image, long mediaTime) {}
