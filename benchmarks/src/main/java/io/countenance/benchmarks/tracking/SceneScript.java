package io.countenance.benchmarks.tracking;

import io.countenance.demo.sample.Trajectory;
import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Who moves where in one video: a function of kind, size and seed alone.
 *
 * @param visits from the farthest to the nearest
 * @param pillars in front of everybody, px
 */
record SceneScript(List<Visit> visits, List<Box> pillars) {

    /**
     * A person's way through the picture, once.
     *
     * @param person 0 and up
     * @param number of the person's visits, 1 and up
     * @param trajectory of the face's centre, px, and height, px
     * @param brightness that the head is multiplied with
     * @param tilt of the head around which it sways, degrees
     */
    record Visit(int person, int number, Trajectory trajectory, double brightness, double tilt) {}

    /** Half a head's width in face heights, its soft edge included. */
    private static final double HALF_HEAD = 0.8;

    /** From one station to the next, s: so much longer go all ways, for none to end too early. */
    private static final double LONGEST_WAY = 6;

    /**
     * Nobody is away for longer but in {@link SceneKind#BACK_LATE}, s; the tracker gives up after
     * 2.
     */
    private static final double LONGEST_AWAY = 1.6;

    private static final double LEAST_FACE = 0.11;
    private static final double LARGEST_FACE = 0.17;

    /** Persons of each scene; no scene has more. */
    static final int PERSONS = 4;

    /**
     * Writes the script.
     *
     * @param width of the picture, px
     * @param height of the picture, px; faces are 0.11 to 0.17 of it high
     */
    static SceneScript of(SceneKind kind, long seed, int width, int height) {
        // Seeds that follow one another would begin alike.
        Random random = new Random(31 * seed + 7919L * kind.ordinal());
        random.nextInt();
        return new Writer(random, kind.seconds(), width, height).write(kind);
    }

    private static final class Writer {

        private final Random random;
        private final double seconds;
        private final int width;
        private final int height;
        private final List<Visit> visits = new ArrayList<>();
        private final List<Box> pillars = new ArrayList<>();

        Writer(Random random, double seconds, int width, int height) {
            this.random = random;
            this.seconds = seconds;
            this.width = width;
            this.height = height;
        }

        SceneScript write(SceneKind kind) {
            switch (kind) {
                case APART -> apart();
                case SIDE_BY_SIDE -> sideBySide();
                case CROSSING -> crossing();
                case PILLARS -> pillars();
                case BACK_SOON -> backSoon();
                case BACK_LATE -> backLate();
            }
            return new SceneScript(List.copyOf(visits), List.copyOf(pillars));
        }

        private void apart() {
            double lane = (double) width / PERSONS;
            for (int person = 0; person < PERSONS; person++) {
                double face = face();
                double from = person * lane + HALF_HEAD * face;
                double to = (person + 1) * lane - HALF_HEAD * face;
                List<double[]> stations = new ArrayList<>();
                for (double time = 0; time < seconds + LONGEST_WAY; time += between(0.8, 2)) {
                    stations.add(
                            new double[] {
                                time,
                                between(from, to),
                                between(face, height - face),
                                face * between(0.9, 1.1)
                            });
                }
                visit(person, 1, stations);
            }
        }

        private void sideBySide() {
            double face = face();
            double apart = 2 * HALF_HEAD * face;
            for (int pair = 0; pair < PERSONS / 2; pair++) {
                double top = pair * height / 2.0 + face;
                double bottom = (pair + 1) * height / 2.0 - face;
                List<double[]> left = new ArrayList<>();
                List<double[]> right = new ArrayList<>();
                for (double time = 0; time < seconds + LONGEST_WAY; time += between(1, 2)) {
                    double x = between(apart, width - apart);
                    double y = between(top, bottom);
                    left.add(new double[] {time, x - apart / 2, y + sway(face), face});
                    right.add(new double[] {time, x + apart / 2, y + sway(face), face});
                }
                visit(2 * pair, 1, left);
                visit(2 * pair + 1, 1, right);
            }
        }

        /** Each of two pairs walks past one another, to and fro, on a level of its own. */
        private void crossing() {
            for (int pair = 0; pair < PERSONS / 2; pair++) {
                double face = face();
                double level = height * (pair + 0.5) / 2 + sway(face);
                double edge = HALF_HEAD * face;
                List<double[]> one = new ArrayList<>();
                List<double[]> other = new ArrayList<>();
                double time = 0;
                for (int turn = 0; time < seconds + LONGEST_WAY; turn++) {
                    double left = between(edge, width * 0.25);
                    double right = between(width * 0.75, width - edge);
                    double nearer = face * between(1, 1.1);
                    one.add(
                            new double[] {
                                time, turn % 2 == 0 ? left : right, level + sway(face), face
                            });
                    other.add(
                            new double[] {
                                time, turn % 2 == 0 ? right : left, level + sway(face), nearer
                            });
                    time += between(3.5, 6);
                }
                visit(2 * pair, 1, one);
                visit(2 * pair + 1, 1, other);
            }
        }

        private void pillars() {
            double largest = LARGEST_FACE * height;
            for (double place : new double[] {0.3, 0.7}) {
                double wide = largest * between(1.2, 1.6);
                double centre = width * (place + between(-0.05, 0.05));
                pillars.add(new Box((float) (centre - wide / 2), 0, (float) wide, height));
            }
            for (int person = 0; person < PERSONS; person++) {
                visitInSight(person, this::behindPillars);
            }
        }

        /** One way in three ends behind a pillar, where the person turns round. */
        private List<double[]> behindPillars(int person) {
            double face = face();
            double level = height * (person + 0.5) / PERSONS;
            double edge = HALF_HEAD * face;
            boolean right = random.nextBoolean();
            List<double[]> stations = new ArrayList<>();
            for (double time = 0; time < seconds + LONGEST_WAY; time += between(2.5, 6)) {
                Box pillar = pillars.get(random.nextInt(pillars.size()));
                double x =
                        random.nextInt(3) == 0
                                ? between(pillar.x(), pillar.right())
                                : right
                                        ? between(width * 0.8, width - edge)
                                        : between(edge, width * 0.2);
                stations.add(new double[] {time, x, level + sway(face) / 2, face});
                right = !right;
            }
            return stations;
        }

        private void backSoon() {
            for (int person = 0; person < PERSONS; person++) {
                visitInSight(person, this::overTheEdge);
            }
        }

        private List<double[]> overTheEdge(int person) {
            double face = face();
            double level = height * (person + 0.5) / PERSONS;
            double edge = HALF_HEAD * face;
            boolean left = random.nextBoolean();
            boolean inside = true;
            List<double[]> stations = new ArrayList<>();
            for (double time = 0; time < seconds + LONGEST_WAY; time += between(1, 2)) {
                double out = face * between(0.5, 1);
                double x =
                        inside
                                ? left
                                        ? between(edge, width * 0.35)
                                        : between(width * 0.65, width - edge)
                                : left ? -out : width + out;
                stations.add(new double[] {time, x, level + sway(face) / 2, face});
                inside = !inside;
            }
            return stations;
        }

        private void backLate() {
            List<Integer> levels = new ArrayList<>(IntStream.range(0, PERSONS).boxed().toList());
            for (int person = 0; person < PERSONS; person++) {
                double begin = between(0, 4);
                for (int number = 1; begin < seconds - 3; number++) {
                    if (number == 1 && person == 0) {
                        Collections.shuffle(levels, random);
                    }
                    double face = face();
                    double level = height * (levels.get(person) + 0.5) / PERSONS;
                    double out = face;
                    boolean fromLeft = random.nextBoolean();
                    boolean toLeft = random.nextBoolean();
                    double stay = between(3.5, 5);
                    List<double[]> stations =
                            List.of(
                                    new double[] {
                                        begin, fromLeft ? -out : width + out, level, face
                                    },
                                    new double[] {
                                        begin + stay * between(0.4, 0.6),
                                        between(width * 0.25, width * 0.75),
                                        level + sway(face),
                                        face * between(0.9, 1.1)
                                    },
                                    new double[] {
                                        begin + stay, toLeft ? -out : width + out, level, face
                                    });
                    visit(person, number, stations);
                    begin += stay + between(3.5, 6);
                }
            }
        }

        /** A visit in which the person is never away for longer than a tracker can bear. */
        private void visitInSight(int person, IntFunction<List<double[]>> ways) {
            List<double[]> stations;
            do {
                stations = ways.apply(person);
            } while (longestAway(stations) > LONGEST_AWAY);
            visit(person, 1, stations);
        }

        private double longestAway(List<double[]> stations) {
            Trajectory trajectory = new Trajectory(stations.toArray(double[][]::new));
            double longest = 0;
            double seen = 0;
            for (double time = 0; time < seconds; time += 0.05) {
                Trajectory.Position at = trajectory.at(time);
                if (at == null || isHidden(at)) {
                    longest = Math.max(longest, time - seen);
                } else {
                    seen = time;
                }
            }
            return longest;
        }

        /** Whether the face's middle is: then less than half of it shows. */
        private boolean isHidden(Trajectory.Position at) {
            return at.x() < 0
                    || at.x() > width
                    || pillars.stream()
                            .anyMatch(pillar -> at.x() > pillar.x() && at.x() < pillar.right());
        }

        private void visit(int person, int number, List<double[]> stations) {
            visits.add(
                    new Visit(
                            person,
                            number,
                            new Trajectory(stations.toArray(double[][]::new)),
                            between(0.8, 1.2),
                            between(-8, 8)));
        }

        private double face() {
            return height * between(LEAST_FACE, LARGEST_FACE);
        }

        private double sway(double face) {
            return face * between(-0.15, 0.15);
        }

        private double between(double least, double most) {
            return least + (most - least) * random.nextDouble();
        }
    }
}
