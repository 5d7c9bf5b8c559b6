package io.countenance.connectors.publish;

/**
 * How a {@link CameraFeed} makes frames of its source.
 *
 * @param framesPerSecond at most so many are published, 0 for all
 * @param imagesPerSecond how fast a folder of pictures is
 * @param jpegQuality 1 to 100
 * @param maxWidth px; wider pictures are scaled down to it, 0 for none
 * @param realTime whether files are published at the speed at which they were taken
 * @param loops how often files are published, 0 for ever
 * @param maxFrames after how many frames it ends, 0 for none
 * @param startTime capture time of a file's first frame, ms since 1970
 */
record FeedOptions(
        double framesPerSecond,
        double imagesPerSecond,
        int jpegQuality,
        int maxWidth,
        boolean realTime,
        int loops,
        long maxFrames,
        long startTime) {}
