package io.countenance.lab.experiment;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.train.TrainingSettings;

/**
 * One row of a comparison: what is trained, and on what.
 *
 * @param name for people, the row's first column
 * @param key begins the names of the row's folders; another one for each row
 * @param settings with the seed of the first run
 * @param training faces to learn from
 */
public record Experiment(String name, String key, TrainingSettings settings, FaceSet training) {}
