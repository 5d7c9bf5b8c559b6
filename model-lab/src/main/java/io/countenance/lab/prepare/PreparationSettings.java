package io.countenance.lab.prepare;

import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.detect.DetectorOptions;

/**
 * How faces are cut out.
 *
 * @param detector how they are found
 * @param crop what to show around a face
 * @param size of the crops, px a side, from 8 to 1024
 * @param closeUps longer side, px, of the copy in which faces that fill small pictures are looked
 *     for; 0 to look in the picture itself, as the job does
 * @param keepFaceless whether a picture without a face is taken whole
 * @param threads pictures at work at once, each with a detector of its own, 1 or more
 */
public record PreparationSettings(
        DetectorOptions detector,
        CropPolicy crop,
        int size,
        int closeUps,
        boolean keepFaceless,
        int threads) {}
