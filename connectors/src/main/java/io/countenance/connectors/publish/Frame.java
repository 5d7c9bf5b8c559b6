package io.countenance.connectors.publish;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A picture out of a {@link FrameReader}, valid until the reader's next call.
 *
 * @param image 8-bit BGR, owned by the reader; do not close
 * @param mediaTime ms since the start of the video, as its own timestamps say
 */
public record Frame(Mat image, long mediaTime) {}
