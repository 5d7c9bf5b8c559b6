package io.countenance.dashboard.preview;

import io.countenance.schemas.FaceExpression;
import java.util.List;

/**
 * A frame with all that was read in it.
 *
 * @param key which frame
 * @param image the whole JPEG or PNG file
 * @param faces every face that was found
 */
record ReadFrame(FrameKey key, byte[] image, List<FaceExpression> faces) {}
