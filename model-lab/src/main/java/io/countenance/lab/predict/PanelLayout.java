package io.countenance.lab.predict;

import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place beside each face for its panel: inside the picture, on no face, caption or other
 * panel.
 */
final class PanelLayout {

    private static final float GAP = 4;

    private final float width;
    private final float height;
    private final List<Box> taken = new ArrayList<>();

    /**
     * A layout with nothing but faces.
     *
     * @param width of the picture, px
     * @param height of the picture, px
     * @param faces what no panel may cover, captions included
     */
    PanelLayout(float width, float height, List<Box> faces) {
        this.width = width;
        this.height = height;
        taken.addAll(faces);
    }

    /** The place of a face's panel, which no other will get; null where there is none. */
    @Nullable Box place(Box face, Box panel) {
        float w = panel.width();
        float h = panel.height();
        float right = face.right() + GAP;
        float left = face.x() - GAP - w;
        float across = within(face.centerX() - w / 2, width - w);
        float top = within(face.y(), height - h);
        float bottom = within(face.bottom() - h, height - h);
        List<Box> candidates =
                List.of(
                        new Box(right, top, w, h),
                        new Box(left, top, w, h),
                        new Box(right, bottom, w, h),
                        new Box(left, bottom, w, h),
                        new Box(across, face.bottom() + GAP, w, h),
                        new Box(across, face.y() - GAP - h, w, h));
        for (Box candidate : candidates) {
            if (isFree(candidate)) {
                taken.add(candidate);
                return candidate;
            }
        }
        return null;
    }

    private static float within(float value, float most) {
        return Math.max(0, Math.min(value, most));
    }

    private boolean isFree(Box place) {
        return place.x() >= 0
                && place.y() >= 0
                && place.right() <= width
                && place.bottom() <= height
                && taken.stream().allMatch(other -> place.intersection(other) == 0);
    }
}
