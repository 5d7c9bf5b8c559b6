package io.countenance.demo.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The script of the sample videos, as {@code scenes.json} holds it.
 *
 * @param framesPerSecond of every camera
 * @param seconds how long the videos are
 * @param portraits heads to be cut out, by name
 * @param cameras the videos
 */
record Scenes(
        int framesPerSecond,
        double seconds,
        Map<String, Portrait> portraits,
        List<Camera> cameras) {

    /**
     * A head in a picture.
     *
     * @param picture file name of the picture
     * @param face where the face is in it: left, top, width and height, px
     */
    record Portrait(String picture, double[] face) {}

    /**
     * One video.
     *
     * @param id of the camera
     * @param width px
     * @param height px
     * @param backdrop picture whose blurred colours are the background
     * @param actors from the farthest to the nearest
     */
    record Camera(String id, int width, int height, String backdrop, List<Actor> actors) {}

    /**
     * Somebody in a video.
     *
     * @param portrait name of the head
     * @param paths one for each visit; a path is a list of stations: time in s, x and y of the
     *     face's centre in px, height of the face in px
     */
    record Actor(String portrait, List<double[][]> paths) {}

    static Scenes load() {
        try (InputStream json = Scenes.class.getResourceAsStream("scenes.json")) {
            return new ObjectMapper().readValue(json, Scenes.class);
        } catch (IOException e) {
            throw new UncheckedIOException("scenes.json cannot be read", e);
        }
    }
}
