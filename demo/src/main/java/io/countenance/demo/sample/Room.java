package io.countenance.demo.sample;

import java.util.ArrayList;
import java.util.List;

/** Seats heads in a grid that fills the picture. */
final class Room {

    /** What a head takes up of its place, leaving room to move; a head is 1.84 faces high. */
    private static final double FACES_PER_PLACE_WIDTH = 0.9 / 1.48;

    private static final double FACES_PER_PLACE_HEIGHT = 0.9 / 1.84;
    private static final double LARGEST = 0.25;
    private static final double SWAY = 0.04;

    private Room() {}

    static Scenes.Camera camera(Scenes scenes, int width, int height, int faces) {
        int columns = Math.min(faces, (int) Math.ceil(Math.sqrt((double) faces * width / height)));
        int rows = (faces + columns - 1) / columns;
        double placeWidth = (double) width / columns;
        double placeHeight = (double) height / rows;
        double face =
                Math.min(
                        height * LARGEST,
                        Math.min(
                                placeWidth * FACES_PER_PLACE_WIDTH,
                                placeHeight * FACES_PER_PLACE_HEIGHT));
        List<String> portraits = scenes.portraits().keySet().stream().sorted().toList();
        List<Scenes.Actor> actors = new ArrayList<>();
        for (int i = 0; i < faces; i++) {
            double x = (i % columns + 0.5) * placeWidth;
            double y = (i / columns + 0.5) * placeHeight;
            double sway = (i % 2 == 0 ? SWAY : -SWAY) * face;
            double[][] path = {
                {0, x - sway, y, face}, {scenes.seconds(), x + sway, y, face},
            };
            actors.add(
                    new Scenes.Actor(
                            portraits.get(i % portraits.size()), List.<double[][]>of(path)));
        }
        return new Scenes.Camera("room", width, height, scenes.cameras().get(0).backdrop(), actors);
    }
}
